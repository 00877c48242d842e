package engram.exchange;

import engram.base.Check;
import engram.base.EngramException;
import engram.base.SafeFile;
import engram.base.Sha256;
import engram.exchange.SafetensorsHeader.Place;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads and writes safetensors files (<a
 * href="https://github.com/huggingface/safetensors">format</a>): 8 bytes of header length, a JSON
 * header, the tensors' bytes without holes.
 *
 * <p>A file written here also carries, in its metadata, the SHA-256 of every tensor and of the
 * header, so that one flipped bit anywhere is found on reading. Files of other programs, which lack
 * them, are read as well. At most 10,000 tensors, a header of 1 MiB, 2 GiB per tensor.
 */
public final class Safetensors {
  /**
   * What a file holds.
   *
   * @param tensors by name, in the order of the header
   * @param metadata free text by name, without the digests
   */
  public record Contents(Map<String, TensorData> tensors, Map<String, String> metadata) {
    public Contents {
      tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
      metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }
  }

  private static final Place NOWHERE = new Place(TensorData.Type.U8, List.of(), 0, 0);

  private Safetensors() {}

  /** Writes {@code tensors} and {@code metadata} to {@code file}, all or nothing. */
  public static void write(
      Path file, Map<String, TensorData> tensors, Map<String, String> metadata) {
    Map<String, String> text = new LinkedHashMap<>(metadata);
    metadata.keySet().forEach(Safetensors::requireFreeKey);
    tensors.forEach(
        (name, data) -> text.put(SafetensorsHeader.DIGEST + name, Sha256.of(data.bytes())));
    byte[] header = new SafetensorsHeader(places(tensors), text).toBytes();
    requireReadable(tensors, header.length);
    SafeFile.write(
        file,
        channel -> {
          writeFully(channel, length(header.length));
          writeFully(channel, ByteBuffer.wrap(header));
          for (Map.Entry<String, TensorData> entry : inFileOrder(tensors)) {
            writeFully(channel, entry.getValue().bytes());
          }
        });
  }

  /**
   * Reads {@code file}; everything the header claims is checked before memory is taken for it.
   *
   * @throws EngramException {@code BAD_DATA} naming file, byte and tensor; {@code NOT_FOUND}
   */
  public static Contents read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw EngramException.notFound(file, "no such file");
    }
    try (FileChannel channel = FileChannel.open(file)) {
      return read(file, channel);
    } catch (IOException e) {
      throw EngramException.io(file, e);
    }
  }

  /** Reads the open {@code channel} of {@code file}. */
  static Contents read(Path file, FileChannel channel) throws IOException {
    long size = channel.size();
    long headerBytes = headerBytes(file, channel, size);
    long start = SafetensorsHeader.LENGTH_BYTES + headerBytes;
    byte[] text = bytes(file, channel, SafetensorsHeader.LENGTH_BYTES, (int) headerBytes).array();
    SafetensorsHeader header = SafetensorsHeader.parse(file, text, size - start);
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    for (Map.Entry<String, Place> entry : header.places().entrySet()) {
      Place place = entry.getValue();
      long at = start + place.begin();
      ByteBuffer data = bytes(file, channel, at, (int) (place.end() - place.begin()));
      verify(file, at, header, entry.getKey(), data);
      tensors.put(entry.getKey(), new TensorData(place.type(), place.shape(), data));
    }
    return new Contents(tensors, freeText(header));
  }

  private static long headerBytes(Path file, FileChannel channel, long size) throws IOException {
    if (size < SafetensorsHeader.LENGTH_BYTES) {
      throw EngramException.badData(file, size, "the file ends within its first 8 bytes");
    }
    ByteBuffer first = bytes(file, channel, 0, SafetensorsHeader.LENGTH_BYTES);
    long headerBytes = first.getLong(0);
    long limit = Math.min(size - SafetensorsHeader.LENGTH_BYTES, SafetensorsHeader.MAX_BYTES);
    if (headerBytes < 0 || headerBytes > limit) {
      refusePyTorch(file, first);
      String got = Long.toUnsignedString(headerBytes);
      throw EngramException.badData(
          file, 0, "header length must be at most " + limit + " in this file, got " + got);
    }
    return headerBytes;
  }

  private static void refusePyTorch(Path file, ByteBuffer first) {
    boolean zip = first.getInt(0) == 0x04034B50;
    boolean pickle = first.get(0) == (byte) 0x80 && first.get(1) >= 2 && first.get(1) <= 5;
    if (zip || pickle) {
      throw EngramException.badData(
          file, 0, "this is a PyTorch file, which is never loaded; convert it with safetensors");
    }
  }

  private static void verify(
      Path file, long at, SafetensorsHeader header, String name, ByteBuffer data) {
    String stored = header.metadata().get(SafetensorsHeader.DIGEST + name);
    if (stored != null && !stored.equals(Sha256.of(data))) {
      throw EngramException.badData(file, at, "tensor '" + name + "' does not match its SHA-256");
    }
  }

  private static Map<String, String> freeText(SafetensorsHeader header) {
    Map<String, String> free = new LinkedHashMap<>(header.metadata());
    free.keySet().removeIf(SafetensorsHeader::isReserved);
    return free;
  }

  private static Map<String, Place> places(Map<String, TensorData> tensors) {
    Map<String, Place> places = new LinkedHashMap<>();
    tensors.keySet().forEach(name -> places.put(name, NOWHERE));
    long begin = 0;
    for (Map.Entry<String, TensorData> entry : inFileOrder(tensors)) {
      TensorData data = entry.getValue();
      long end = begin + data.bytes().remaining();
      places.put(entry.getKey(), new Place(data.type(), data.shape(), begin, end));
      begin = end;
    }
    return places;
  }

  /** Widest elements first, so that every tensor begins at a multiple of its element's size. */
  private static List<Map.Entry<String, TensorData>> inFileOrder(Map<String, TensorData> tensors) {
    List<Map.Entry<String, TensorData>> entries = new ArrayList<>(tensors.entrySet());
    entries.sort(Comparator.comparing(entry -> -entry.getValue().type().size()));
    return entries;
  }

  private static void requireFreeKey(String key) {
    Check.require(
        !SafetensorsHeader.isReserved(key), "metadata key '" + key + "' is kept for digests");
  }

  private static void requireReadable(Map<String, TensorData> tensors, int headerBytes) {
    Check.require(
        !tensors.containsKey(SafetensorsHeader.METADATA),
        "a tensor must not be named '" + SafetensorsHeader.METADATA + "'");
    Check.within("number of tensors", tensors.size(), 0, SafetensorsHeader.MAX_TENSORS);
    Check.within("bytes of names and metadata", headerBytes, 0, SafetensorsHeader.MAX_BYTES);
  }

  private static ByteBuffer length(long bytes) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, bytes);
  }

  private static ByteBuffer bytes(Path file, FileChannel channel, long at, int count)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, at + buffer.position()) < 0) {
        throw EngramException.badData(file, at + buffer.position(), "the file became shorter");
      }
    }
    return buffer.flip();
  }

  private static void writeFully(FileChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }
}
