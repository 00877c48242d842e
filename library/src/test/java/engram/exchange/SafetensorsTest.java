package engram.exchange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.EngramException;
import engram.base.EngramException.Kind;
import engram.base.Seed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
  private final Path folder;

  SafetensorsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static TensorData random(TensorData.Type type, long rows, long columns) {
    byte[] bytes = new byte[(int) (rows * columns * type.size())];
    new Seed(1).child(type.name()).random().nextBytes(bytes);
    return new TensorData(type, List.of(rows, columns), ByteBuffer.wrap(bytes));
  }

  private static Map<String, TensorData> small() {
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    tensors.put("mask", random(TensorData.Type.U8, 1, 3));
    tensors.put("layer.0/β \"quoted\"", random(TensorData.Type.F32, 2, 2));
    return tensors;
  }

  private Path written() {
    Path file = folder.resolve("small.safetensors");
    Safetensors.write(file, small(), Map.of("model", "vae"));
    return file;
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("given.safetensors"), bytes);
  }

  private Path file(String header, int dataBytes) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer all = ByteBuffer.allocate(8 + text.length + dataBytes);
    return file(all.order(ByteOrder.LITTLE_ENDIAN).putLong(text.length).put(text).array());
  }

  private static String refusal(Path file) {
    return refusal(file, () -> Safetensors.read(file));
  }

  private static String refusal(Path file, Executable reading) {
    EngramException e = assertThrows(EngramException.class, reading);
    String message = String.valueOf(e.getMessage());
    assertEquals(Kind.BAD_DATA, e.kind(), message);
    assertTrue(message.startsWith(file + ": byte "), message);
    return message;
  }

  @ParameterizedTest
  @EnumSource
  void whatIsWrittenIsReadForEveryType(TensorData.Type type) {
    Path file = folder.resolve("one.safetensors");
    Map<String, TensorData> tensors = Map.of("w", random(type, 3, 5), "none", random(type, 0, 7));
    Safetensors.write(file, tensors, Map.of("k", "v"));
    assertEquals(new Safetensors.Contents(tensors, Map.of("k", "v")), Safetensors.read(file));
  }

  @Test
  void orderAndFloatsSurvive() {
    List<String> names = List.copyOf(small().keySet());
    assertEquals(names, List.copyOf(Safetensors.read(written()).tensors().keySet()));
    TensorData data = TensorData.ofFloats(List.of(3L), FloatBuffer.wrap(new float[] {1, -0f, 3}));
    assertEquals(FloatBuffer.wrap(new float[] {1, -0f, 3}), data.floats());
  }

  @Test
  void anEmptyFileOfTensorsAndAScalarAreAllowed() {
    Path file = folder.resolve("empty.safetensors");
    Safetensors.write(file, Map.of(), Map.of());
    assertEquals(Map.of(), Safetensors.read(file).tensors());
    var scalar = new TensorData(TensorData.Type.I64, List.of(), ByteBuffer.allocate(8));
    Safetensors.write(file, Map.of("step", scalar), Map.of());
    assertEquals(Map.of("step", scalar), Safetensors.read(file).tensors());
  }

  @Test
  void dataBeginsAtAMultipleOfEight() throws IOException {
    byte[] bytes = Files.readAllBytes(written());
    assertEquals(0, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong() % 8);
    assertEquals('{', bytes[8]);
  }

  @Test
  void everyFlippedBitIsDetectedAndInDataNamesTheTensor() throws IOException {
    Path file = written();
    List<String> messages = refusalsOfEachFlippedBit(file);
    int data = messages.size() - 8 * 19;
    for (int bit = data; bit < messages.size(); bit++) {
      String name = bit < data + 8 * 16 ? "'layer.0/β \"quoted\"'" : "'mask'";
      assertTrue(messages.get(bit).contains(name), messages.get(bit));
    }
  }

  @Test
  void aFlippedBitInAFileWithoutTensorsIsDetected() throws IOException {
    Path file = folder.resolve("empty.safetensors");
    Safetensors.write(file, Map.of(), Map.of("a", "b"));
    assertEquals(8 * Files.size(file), refusalsOfEachFlippedBit(file).size());
  }

  private static List<String> refusalsOfEachFlippedBit(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    List<String> messages = new ArrayList<>();
    try (FileChannel channel = open(file)) {
      for (int bit = 0; bit < 8 * bytes.length; bit++) {
        byte[] flipped = bytes.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        channel.write(ByteBuffer.wrap(flipped), 0);
        messages.add(refusal(file, () -> Safetensors.read(file, channel)));
      }
    }
    return messages;
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  @Test
  void everyOtherLengthIsRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(written());
    for (int length = 0; length < bytes.length; length++) {
      refusal(file(Arrays.copyOf(bytes, length)));
    }
    refusal(file(Arrays.copyOf(bytes, bytes.length + 1)));
  }

  @Test
  void aMutantIsReadOrRefusedAndNothingElse() throws IOException {
    Path file = written();
    byte[] original = Files.readAllBytes(file);
    SplittableRandom random = new Seed(3).random();
    int refused = 0;
    try (FileChannel channel = open(file)) {
      for (int i = 0; i < 5000; i++) {
        channel.write(ByteBuffer.wrap(mutant(original, random)), 0);
        refused += isRefused(file, channel) ? 1 : 0;
      }
    }
    assertTrue(refused > 4900, "refused " + refused);
  }

  private static byte[] mutant(byte[] original, SplittableRandom random) {
    byte[] mutant = original.clone();
    for (int changes = random.nextInt(1, 6); changes > 0; changes--) {
      mutant[random.nextInt(mutant.length)] = (byte) random.nextInt();
    }
    return mutant;
  }

  private static boolean isRefused(Path file, FileChannel channel) throws IOException {
    try {
      Safetensors.read(file, channel);
      return false;
    } catch (EngramException e) {
      return true;
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[1]|0|not a safetensors file",
        "{} x|0|bad header",
        "{\"a\":1}|0|dtype, shape and data_offsets",
        "{\"a\":{\"dtype\":\"F31\",\"shape\":[1],\"data_offsets\":[0,4]}}|4|dtype must be one of",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[-1],\"data_offsets\":[0,4]}}|4|whole numbers",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[1.5],\"data_offsets\":[0,4]}}|4|whole numbers",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,1e999]}}|4|whole numbers",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[NaN],\"data_offsets\":[0,4]}}|4|bad header",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[5],\"data_offsets\":[0,4]}}|4|takes 5 bytes",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]}}|3|take 4 bytes",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]}}|5|take 4 bytes",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[1,5]}}|5|leaves a hole",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[4]}}|4|two numbers",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[4,0]}}|4|takes 4 bytes",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}}|0|2^63",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[4294967296],\"data_offsets\":[0,4294967296]}}|0|2 GiB",
        "{\"__metadata__\":{\"a\":1}}|0|must be a text",
        "{\"__metadata__\":{\"sha256.a\":\"00\"}}|0|does not match its SHA-256",
      })
  void aBadHeaderIsRefused(String header, int dataBytes, String because) throws IOException {
    String message = refusal(file(header, dataBytes));
    assertTrue(message.contains(because), message);
  }

  @Test
  void duplicatesAndOverlapsAreRefused() throws IOException {
    String a = "\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]}";
    String b = "\"b\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[2,6]}";
    assertTrue(refusal(file("{" + a + "," + a + "}", 4)).contains("uplicate"));
    assertTrue(refusal(file("{" + a + "," + b + "}", 6)).contains("'b': overlaps"));
  }

  @Test
  void tooManyTensorsAreRefused() throws IOException {
    String entry = "\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]}";
    List<String> entries = new ArrayList<>();
    IntStream.range(0, 10_001).forEach(i -> entries.add("\"" + i + entry));
    String e = refusal(file("{" + String.join(",", entries) + "}", 0));
    assertTrue(e.contains("expected at most 10000"), e);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MAX_VALUE, 1L << 20, 100})
  void aHeaderLongerThanTheFileIsRefused(long length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(60).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
    assertTrue(refusal(file(bytes.array())).contains("header length"));
  }

  @Test
  void aPyTorchFileIsNamedAsOne() throws IOException {
    for (byte[] magic :
        Stream.of("PK\3\4", "\u0080\2\u008a\nl").map(SafetensorsTest::latin1).toList()) {
      String message = refusal(file(Arrays.copyOf(magic, 64)));
      assertTrue(message.contains("PyTorch") && message.contains("convert it"), message);
    }
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void aForeignFileWithoutDigestsIsRead() throws IOException {
    Path file = file("{\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]}}  ", 2);
    var bytes = new TensorData(TensorData.Type.U8, List.of(2L), ByteBuffer.allocate(2));
    assertEquals(Map.of("a", bytes), Safetensors.read(file).tensors());
  }

  @Test
  void theBytesCannotBeChangedThroughTheTensor() {
    TensorData data = random(TensorData.Type.U8, 1, 3);
    data.bytes().get();
    assertEquals(3, data.bytes().remaining());
    assertTrue(data.bytes().isReadOnly());
  }

  @Test
  void aFailedWriteLeavesTheOldFile() throws IOException {
    Path file = written();
    byte[] before = Files.readAllBytes(file);
    var reserved = Map.of("sha256.x", "y");
    assertThrows(IllegalArgumentException.class, () -> Safetensors.write(file, small(), reserved));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            Safetensors.write(
                file, Map.of("__metadata__", random(TensorData.Type.U8, 1, 1)), Map.of()));
    assertArrayEquals(before, Files.readAllBytes(file));
  }

  @Test
  void aMissingFileIsNotFound() {
    Path missing = folder.resolve("missing");
    EngramException e = assertThrows(EngramException.class, () -> Safetensors.read(missing));
    assertEquals(Kind.NOT_FOUND, e.kind());
  }
}
