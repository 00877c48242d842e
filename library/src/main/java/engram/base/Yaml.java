package engram.base;

import engram.base.EngramException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * YAML (or JSON) that people write: one mapping of plain values, lists and mappings. Whatever else
 * a file holds is a bad configuration, named by file and place.
 */
public final class Yaml {
  private static final long MAX_BYTES = 1 << 20;
  private static final int MAX_DEPTH = 100;
  private static final YAMLMapper MAPPER =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private Yaml() {}

  /** The mapping in {@code file}. */
  public static JsonNode read(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw EngramException.notFound(file, "no such configuration file");
      }
      if (Files.size(file) > MAX_BYTES) {
        throw bad(file, "larger than " + MAX_BYTES + " bytes");
      }
      return parse(file, decode(file, Files.readAllBytes(file)));
    } catch (IOException e) {
      throw EngramException.io(file, e);
    }
  }

  /** The mapping in {@code text}, which came from {@code source}. */
  public static JsonNode parse(Path source, String text) {
    try {
      requirePlain(source, text);
      JsonNode root = MAPPER.readTree(text);
      if (root == null || !root.isObject()) {
        throw bad(source, "expected 'key: value' lines");
      }
      return root;
    } catch (JacksonException e) {
      var at = e.getLocation();
      String where = at == null || at.getLineNr() < 0 ? "" : "line " + at.getLineNr() + ": ";
      throw bad(source, where + e.getOriginalMessage());
    } catch (StackOverflowError e) {
      throw bad(source, "nested too deep");
    }
  }

  /** Tags could ask for any class, aliases for endless copies; values here are plain. */
  private static void requirePlain(Path file, String text) {
    try (JsonParser parser = MAPPER.createParser(text)) {
      int depth = 0;
      boolean whole = false;
      for (JsonToken t = parser.nextToken(); t != null; t = parser.nextToken()) {
        depth += t.isStructStart() ? 1 : t.isStructEnd() ? -1 : 0;
        String fault =
            whole
                ? "a second document is not allowed; keep one"
                : depth > MAX_DEPTH ? "nested deeper than " + MAX_DEPTH : special(parser);
        if (!fault.isEmpty()) {
          throw bad(file, "line " + parser.currentTokenLocation().getLineNr() + ": " + fault);
        }
        whole = depth == 0;
      }
    }
  }

  private static String special(JsonParser parser) {
    boolean alias = parser instanceof YAMLParser yaml && yaml.isCurrentAlias();
    String special =
        parser.getTypeId() != null
            ? "the tag " + parser.getTypeId()
            : alias ? "the alias *" + parser.getString() : "";
    return special.isEmpty() ? "" : special + " is not allowed; write a plain value";
  }

  private static String decode(Path file, byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        throw bad(file, "byte " + i + ": a NUL byte");
      }
    }
    if (bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB) {
      throw bad(file, "byte 0: a byte order mark; save the file as UTF-8 without it");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(in).toString();
    } catch (CharacterCodingException e) {
      throw bad(file, "byte " + in.position() + ": not UTF-8");
    }
  }

  /** {@code file} is a bad configuration: {@code what}. */
  public static EngramException bad(Path file, String what) {
    return new EngramException(Kind.BAD_CONFIG, file + ": " + what);
  }
}
