package engram.exchange;

import engram.base.EngramException;
import engram.base.EngramException.Kind;
import engram.base.SafeFile;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** NumPy's archives of named arrays: zip files whose entries are {@code NAME.npy}. */
public final class Npz {
  private static final String SUFFIX = ".npy";
  private static final int MAX_RATIO = 1032;
  private static final LocalDateTime ZIP_EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);

  private Npz() {}

  /**
   * The arrays of {@code file} by name, in the archive's order, on the heap.
   *
   * @throws EngramException if an entry is no array, is named twice or leads out of the archive, or
   *     its size or checksum is not as declared
   */
  public static Map<String, NdArray> read(Path file) {
    Bytes.requireFile(file);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      Map<String, NdArray> arrays = new LinkedHashMap<>();
      var entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        NdArray array = Npy.parse(file + "!" + entry.getName(), content(file, zip, entry));
        if (arrays.put(arrayName(file, entry), array) != null) {
          throw bad(file, entry, "appears twice");
        }
      }
      return arrays;
    } catch (ZipException | EOFException | IllegalArgumentException e) {
      throw new EngramException(
          Kind.BAD_DATA, file + ": not a readable zip archive (" + e.getMessage() + ")", e);
    } catch (IOException e) {
      throw EngramException.io(file, e);
    }
  }

  private static String arrayName(Path file, ZipEntry entry) {
    String name = entry.getName();
    if (!name.endsWith(SUFFIX) || name.length() == SUFFIX.length()) {
      throw bad(file, entry, "expected only NAME.npy entries; other files are not read");
    }
    if (name.startsWith("/") || name.contains("..") || name.chars().anyMatch(Npz::unsafe)) {
      throw bad(file, entry, "expected a plain name without '..', '\\' or ':'");
    }
    return name.substring(0, name.length() - SUFFIX.length());
  }

  private static boolean unsafe(int c) {
    return c == '\\' || c == ':' || c < ' ';
  }

  private static Bytes content(Path file, ZipFile zip, ZipEntry entry) throws IOException {
    arrayName(file, entry);
    long size = entry.getSize();
    long limit = Math.min(Integer.MAX_VALUE - 16, Runtime.getRuntime().maxMemory());
    if (size < 0 || size > limit || size > MAX_RATIO * (entry.getCompressedSize() + 1)) {
      throw bad(file, entry, "declares " + size + " bytes, more than it can hold or memory takes");
    }
    byte[] content;
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] start = in.readNBytes((int) Math.min(size, NpyHeader.MOST_BYTES));
      NpyHeader.parse(file + "!" + entry.getName(), Bytes.wrap(start), size);
      content = Arrays.copyOf(start, (int) size);
      int rest = (int) size - start.length;
      if (in.readNBytes(content, start.length, rest) != rest || in.read() >= 0) {
        throw bad(file, entry, "declares " + size + " bytes but holds another number");
      }
    }
    CRC32 crc = new CRC32();
    crc.update(content);
    if (crc.getValue() != entry.getCrc()) {
      throw bad(file, entry, "its checksum (CRC-32) is wrong");
    }
    return Bytes.wrap(content);
  }

  /** Writes {@code arrays} to {@code file}, compressed; the same arrays give the same bytes. */
  public static void write(Path file, Map<String, NdArray> arrays) {
    SafeFile.writeStream(
        file,
        out -> {
          ZipOutputStream zip = new ZipOutputStream(out);
          zip.setLevel(Deflater.BEST_SPEED);
          for (Map.Entry<String, NdArray> array : arrays.entrySet()) {
            ZipEntry entry = new ZipEntry(array.getKey() + SUFFIX);
            entry.setTimeLocal(ZIP_EPOCH);
            zip.putNextEntry(entry);
            Npy.write(zip, array.getValue());
            zip.closeEntry();
          }
          zip.finish();
        });
  }

  private static EngramException bad(Path file, ZipEntry entry, String what) {
    return new EngramException(Kind.BAD_DATA, file + ": entry '" + entry.getName() + "': " + what);
  }
}
