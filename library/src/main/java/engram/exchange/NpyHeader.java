package engram.exchange;

import engram.base.EngramException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The header of an NPY file, checked against the length of the file before anything is read. */
record NpyHeader(
    NdArray.Type type, boolean bigEndian, boolean fortran, List<Long> shape, int dataOffset) {
  static final int MAX_LENGTH = 1 << 20;

  /** A header ends within as many bytes of its file. */
  static final int MOST_BYTES = 12 + MAX_LENGTH;

  private static final int[] MAGIC = {0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final Map<String, NdArray.Type> TYPES =
      Map.of(
          "u1", NdArray.Type.U8,
          "b1", NdArray.Type.BOOL,
          "i4", NdArray.Type.I32,
          "i8", NdArray.Type.I64,
          "f4", NdArray.Type.F32,
          "f8", NdArray.Type.F64);

  static NpyHeader parse(String name, Bytes file) {
    return parse(name, file, file.size());
  }

  /** The header of a file of {@code size} bytes that starts with {@code file}. */
  static NpyHeader parse(String name, Bytes file, long size) {
    checkMagic(name, file);
    int version = file.get(6);
    if (version < 1 || version > 3) {
      throw bad(name, 6, "expected NPY version 1, 2 or 3, got " + version);
    }
    int start = version == 1 ? 10 : 12;
    require(name, file, start);
    long length = headerLength(file, version);
    if (length > MAX_LENGTH) {
      throw bad(name, 8, "expected a header of at most " + MAX_LENGTH + " bytes, got " + length);
    }
    require(name, file, start + length);
    byte[] text = file.toArray(start, (int) length);
    return new Literal(name, start, text, version).header((int) (start + length), size);
  }

  private static long headerLength(Bytes file, int version) {
    long value = 0;
    for (int i = version == 1 ? 1 : 3; i >= 0; i--) {
      value = value << 8 | file.get(8 + i);
    }
    return value;
  }

  private static void checkMagic(String name, Bytes file) {
    require(name, file, 8);
    for (int i = 0; i < MAGIC.length; i++) {
      if (file.get(i) != MAGIC[i]) {
        throw bad(name, i, "not an NPY file (it must start with \\x93NUMPY)");
      }
    }
  }

  private static void require(String name, Bytes file, long needed) {
    if (file.size() < needed) {
      throw bad(name, file.size(), "the file ends within its header of " + needed + " bytes");
    }
  }

  static EngramException bad(String name, long offset, String what) {
    return new EngramException(
        EngramException.Kind.BAD_DATA, name + ": byte " + offset + ": " + what);
  }

  /** Reads the Python dictionary with exactly the keys descr, fortran_order and shape. */
  private static final class Literal {
    private final String name;
    private final int start;
    private final String text;
    private int at;
    private String descr = "";
    private int descrAt;
    private boolean fortran;
    private int shapeAt;
    private final List<Long> shape = new ArrayList<>();
    private final List<String> seen = new ArrayList<>();

    Literal(String name, int start, byte[] bytes, int version) {
      this.name = name;
      this.start = start;
      this.text =
          new String(bytes, version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    }

    NpyHeader header(int dataOffset, long fileSize) {
      expect('{');
      while (!accept('}')) {
        entry();
        if (!accept(',')) {
          expect('}');
          break;
        }
      }
      skipSpace();
      if (at < text.length() || seen.size() != 3) {
        throw fail("expected exactly the keys 'descr', 'fortran_order' and 'shape'");
      }
      NpyHeader h = new NpyHeader(type(), bigEndian(), fortran, List.copyOf(shape), dataOffset);
      checkSize(h, fileSize);
      return h;
    }

    private void entry() {
      String key = string();
      if (seen.contains(key)) {
        throw fail("key '" + key + "' appears twice");
      }
      seen.add(key);
      expect(':');
      skipSpace();
      switch (key) {
        case "descr" -> readDescr();
        case "fortran_order" -> fortran = bool();
        case "shape" -> readShape();
        default -> throw fail("unknown key '" + key + "'");
      }
    }

    private void readDescr() {
      descrAt = at;
      if (peek() == '[') {
        throw fail("records of several fields are not read; save each field on its own");
      }
      descr = string();
    }

    private NdArray.Type type() {
      String code = descr.isEmpty() ? "" : descr.substring(1);
      NdArray.Type type = TYPES.get(code);
      if (descr.startsWith("|O") || descr.equals("O")) {
        throw at(descrAt, "Python objects (dtype '" + descr + "') are never loaded");
      }
      if (type == null || "<>|=".indexOf(descr.charAt(0)) < 0) {
        String allowed = "u1, b1, i4, i8, f4 or f8";
        throw at(descrAt, "expected dtype " + allowed + ", got '" + descr + "'; use astype first");
      }
      return type;
    }

    private boolean bigEndian() {
      return descr.charAt(0) == '>' && !descr.endsWith("1");
    }

    private boolean bool() {
      boolean value = text.startsWith("True", at);
      if (!value && !text.startsWith("False", at)) {
        throw fail("expected True or False");
      }
      at += value ? 4 : 5;
      return value;
    }

    private void readShape() {
      shapeAt = at;
      expect('(');
      while (!accept(')')) {
        shape.add(number());
        if (!accept(',')) {
          expect(')');
          break;
        }
      }
      if (shape.size() > 32) {
        throw at(shapeAt, "expected at most 32 dimensions, got " + shape.size());
      }
    }

    private long number() {
      skipSpace();
      int from = at;
      while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
        at++;
      }
      String digits = text.substring(from, at);
      accept('L');
      try {
        return Long.parseLong(digits);
      } catch (NumberFormatException e) {
        String what = "expected a size from 0 to 2^63 - 1, got '" + shown(from) + "'";
        throw new EngramException(
            EngramException.Kind.BAD_DATA, name + ": byte " + (start + from) + ": " + what, e);
      }
    }

    private void checkSize(NpyHeader h, long fileSize) {
      long expected;
      try {
        long data = Math.multiplyExact(NdArray.elements(shape), h.type.bytes());
        expected = Math.addExact(data, h.dataOffset);
      } catch (ArithmeticException e) {
        String what = "shape " + shape + " is larger than any file";
        throw new EngramException(
            EngramException.Kind.BAD_DATA, name + ": byte " + (start + shapeAt) + ": " + what, e);
      }
      if (expected != fileSize) {
        String what = "shape " + shape + " of " + h.type + " needs " + expected + " bytes, got ";
        throw bad(name, Math.min(expected, fileSize), what + fileSize);
      }
    }

    private String string() {
      skipSpace();
      char quote = peek();
      int end = quote == '\'' || quote == '"' ? text.indexOf(quote, at + 1) : -1;
      if (end < 0) {
        throw fail("expected a quoted text");
      }
      String value = text.substring(at + 1, end);
      at = end + 1;
      return value;
    }

    private boolean accept(char c) {
      skipSpace();
      boolean found = peek() == c;
      at += found ? 1 : 0;
      return found;
    }

    private void expect(char c) {
      if (!accept(c)) {
        throw fail("expected '" + c + "'");
      }
    }

    private char peek() {
      return at < text.length() ? text.charAt(at) : 0;
    }

    private void skipSpace() {
      while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
    }

    private String shown(int from) {
      return text.substring(from, Math.min(text.length(), from + 24));
    }

    private EngramException fail(String what) {
      return at(at, what + ", got '" + shown(at) + "'");
    }

    private EngramException at(int index, String what) {
      return bad(name, start + (long) index, what);
    }
  }
}
