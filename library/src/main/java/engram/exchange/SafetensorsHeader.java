package engram.exchange;

import engram.base.EngramException;
import engram.base.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The checked header of a safetensors file: where each tensor lies, and the text beside them. */
record SafetensorsHeader(Map<String, Place> places, Map<String, String> metadata) {
  /** Bytes before the header's text: its length. */
  static final int LENGTH_BYTES = 8;

  static final int MAX_BYTES = 1 << 20;
  static final int MAX_TENSORS = 10_000;
  static final String METADATA = "__metadata__";

  /** Prefix of the metadata keys that hold digests. */
  static final String DIGEST = "sha256.";

  /** Metadata key of the digest of the header, taken with {@link #NO_DIGEST} in its place. */
  static final String HEADER_DIGEST = DIGEST + METADATA;

  /** Metadata key that says that there are digests, should their own keys be damaged. */
  static final String MARK = "engram.digest";

  static final String NO_DIGEST = "0".repeat(64);

  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** Type, shape and byte range {@code [begin, end)} within the data of one tensor. */
  record Place(TensorData.Type type, List<Long> shape, long begin, long end) {
    /** What the header says of this tensor. */
    Map<String, Object> entry() {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("dtype", type.name());
      entry.put("shape", shape);
      entry.put("data_offsets", List.of(begin, end));
      return entry;
    }
  }

  /** The header's bytes with its digest in place, padded with spaces to a multiple of 8. */
  byte[] toBytes() {
    Map<String, Object> tree = new LinkedHashMap<>();
    Map<String, String> text = new LinkedHashMap<>(metadata);
    text.put(MARK, "sha256");
    text.put(HEADER_DIGEST, NO_DIGEST);
    tree.put(METADATA, text);
    places.forEach((name, place) -> tree.put(name, place.entry()));
    byte[] json = STRICT.writeValueAsBytes(tree);
    String padded = utf8(json) + " ".repeat(Math.floorMod(-json.length, 8));
    return padded.replace(slot(NO_DIGEST), slot(digest(padded))).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads and checks {@code header}, which stood in {@code file} before {@code dataBytes} bytes.
   */
  static SafetensorsHeader parse(Path file, byte[] header, long dataBytes) {
    JsonNode tree = tree(file, header);
    Map<String, Place> places = new LinkedHashMap<>();
    Map<String, String> metadata = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : tree.properties()) {
      try {
        if (entry.getKey().equals(METADATA)) {
          metadata.putAll(metadata(entry.getValue()));
        } else {
          places.put(entry.getKey(), place(entry.getValue()));
        }
      } catch (IllegalArgumentException e) {
        throw bad(file, header, entry.getKey(), String.valueOf(e.getMessage()));
      }
    }
    checkTiling(file, header, places, dataBytes);
    SafetensorsHeader parsed = new SafetensorsHeader(places, metadata);
    parsed.checkDigests(file, utf8(header));
    return parsed;
  }

  /** Whether the file carries digests, as every file written by Engram does. */
  boolean hasDigests() {
    return metadata.keySet().stream().anyMatch(SafetensorsHeader::isReserved);
  }

  /** Whether a metadata key is kept for digests. */
  static boolean isReserved(String key) {
    return key.startsWith(DIGEST) || key.equals(MARK);
  }

  private void checkDigests(Path file, String text) {
    if (!hasDigests()) {
      return;
    }
    String stored = metadata.getOrDefault(HEADER_DIGEST, "");
    if (!digest(text.replace(slot(stored), slot(NO_DIGEST))).equals(stored)) {
      throw EngramException.badData(file, LENGTH_BYTES, "the header does not match its SHA-256");
    }
    for (String name : places.keySet()) {
      if (!metadata.containsKey(DIGEST + name)) {
        throw EngramException.badData(file, LENGTH_BYTES, "tensor '" + name + "' has no SHA-256");
      }
    }
  }

  private static JsonNode tree(Path file, byte[] header) {
    if (header.length == 0 || header[0] != '{') {
      throw EngramException.badData(
          file, LENGTH_BYTES, "not a safetensors file; expected '{' at the start of its header");
    }
    try {
      JsonNode tree = STRICT.readTree(header);
      int tensors = tree.size() - (tree.has(METADATA) ? 1 : 0);
      if (tensors > MAX_TENSORS) {
        String what = tensors + " tensors, expected at most " + MAX_TENSORS;
        throw EngramException.badData(file, LENGTH_BYTES, what);
      }
      return tree;
    } catch (JacksonException e) {
      long at = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getByteOffset());
      throw EngramException.badData(
          file, LENGTH_BYTES + at, "bad header: " + e.getOriginalMessage());
    }
  }

  private static Map<String, String> metadata(JsonNode node) {
    Map<String, String> text = new LinkedHashMap<>();
    require(node.isObject(), "expected an object of texts");
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      require(entry.getValue().isString(), "'" + entry.getKey() + "' must be a text");
      text.put(entry.getKey(), entry.getValue().stringValue());
    }
    return text;
  }

  private static Place place(JsonNode node) {
    boolean complete = node.has("dtype") && node.has("shape") && node.has("data_offsets");
    require(complete && node.size() == 3, "expected dtype, shape and data_offsets, nothing else");
    TensorData.Type type = type(node.get("dtype"));
    List<Long> shape = sizes("shape", node.get("shape"));
    List<Long> range = sizes("data_offsets", node.get("data_offsets"));
    require(range.size() == 2, "data_offsets must be two numbers, got " + range.size());
    long bytes = TensorData.byteCount(type, shape);
    require(
        range.get(1) - range.get(0) == bytes,
        "%s %s takes %d bytes, got data_offsets %s".formatted(type, shape, bytes, range));
    require(bytes <= Integer.MAX_VALUE - 8, "a tensor of more than 2 GiB is not supported");
    return new Place(type, shape, range.get(0), range.get(1));
  }

  private static TensorData.Type type(JsonNode node) {
    for (TensorData.Type type : TensorData.Type.values()) {
      if (node.isString() && type.name().equals(node.stringValue())) {
        return type;
      }
    }
    throw new IllegalArgumentException(
        "dtype must be one of " + List.of(TensorData.Type.values()) + ", got " + node);
  }

  private static List<Long> sizes(String name, JsonNode node) {
    require(node.isArray(), name + " must be an array of whole numbers");
    List<Long> sizes = new ArrayList<>();
    for (JsonNode size : node) {
      boolean whole = size.isIntegralNumber() && size.canConvertToLong() && size.longValue() >= 0;
      require(whole, name + " must hold whole numbers from 0 to 2^63-1, got " + size);
      sizes.add(size.longValue());
    }
    return sizes;
  }

  private static void checkTiling(
      Path file, byte[] header, Map<String, Place> places, long dataBytes) {
    List<Map.Entry<String, Place>> inOrder = new ArrayList<>(places.entrySet());
    inOrder.sort(
        Comparator.comparingLong((Map.Entry<String, Place> e) -> e.getValue().begin())
            .thenComparingLong(e -> e.getValue().end()));
    long next = 0;
    for (Map.Entry<String, Place> entry : inOrder) {
      long begin = entry.getValue().begin();
      if (begin != next) {
        String what = begin < next ? "overlaps the tensor before it" : "leaves a hole before it";
        throw bad(file, header, entry.getKey(), what + ": begins at " + begin + ", not " + next);
      }
      next = entry.getValue().end();
    }
    if (next != dataBytes) {
      long end = LENGTH_BYTES + header.length + Math.min(next, dataBytes);
      String what = "the tensors take " + next + " bytes, the file has " + dataBytes + " for them";
      throw EngramException.badData(file, end, what);
    }
  }

  private static EngramException bad(Path file, byte[] header, String name, String what) {
    String text = utf8(header);
    String before = text.substring(0, Math.max(0, text.indexOf("\"" + name + "\"")));
    int at = before.getBytes(StandardCharsets.UTF_8).length;
    String who = name.length() <= 80 ? name : name.substring(0, 80) + "...";
    return EngramException.badData(file, LENGTH_BYTES + at, "tensor '" + who + "': " + what);
  }

  private static String slot(String digest) {
    return "\"" + HEADER_DIGEST + "\":\"" + digest + "\"";
  }

  private static String digest(String text) {
    return Sha256.of(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String utf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new IllegalArgumentException(message);
    }
  }
}
