package engram.data.synthetic;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.GlyphData;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * Text as outlines of Liberation Sans, read from the class path: Java's own text drawing fails
 * where no fonts are installed. Latin, Greek, Cyrillic and common signs; a box for anything else.
 */
public final class Typeface {
  private static final String FILE = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
  private static final int[][] RANGES = {
    {0x20, 0x7E},
    {0xA0, 0x17F},
    {0x370, 0x45F},
    {0x2010, 0x2044},
    {0x20AC, 0x20AC},
    {0x2190, 0x2195},
    {0x2202, 0x2265}
  };
  private static final Glyph SPACE = new Glyph(new Path2D.Double(), 0.278);
  private static final String ELLIPSIS = "…";

  /** The one face of all figures; immutable. */
  public static final Typeface SANS = load();

  private final Map<Integer, Glyph> glyphs;
  private final Glyph missing;

  private Typeface(Map<Integer, Glyph> glyphs, Glyph missing) {
    this.glyphs = Map.copyOf(glyphs);
    this.missing = missing;
  }

  /** Outline and advance of one character, in ems, y downwards. */
  private record Glyph(Path2D outline, double advance) {}

  private static Typeface load() {
    try (InputStream in = Objects.requireNonNull(Typeface.class.getResourceAsStream(FILE), FILE);
        RandomAccessReadBuffer bytes = RandomAccessReadBuffer.createBufferFromStream(in);
        TrueTypeFont font = new TTFParser().parse(bytes)) {
      return read(font);
    } catch (IOException e) {
      throw new UncheckedIOException(FILE, e);
    }
  }

  private static Typeface read(TrueTypeFont font) throws IOException {
    CmapLookup characters = font.getUnicodeCmapLookup();
    Map<Integer, Glyph> glyphs = new HashMap<>();
    for (int[] range : RANGES) {
      for (int c = range[0]; c <= range[1]; c++) {
        int id = characters.getGlyphId(c);
        if (id != 0) {
          glyphs.put(c, glyph(font, id));
        }
      }
    }
    return new Typeface(glyphs, glyph(font, 0));
  }

  private static Glyph glyph(TrueTypeFont font, int id) throws IOException {
    double em = font.getUnitsPerEm();
    GlyphData data = font.getGlyph().getGlyph(id);
    Path2D outline = new Path2D.Double();
    if (data != null) {
      outline.append(
          data.getPath().getPathIterator(AffineTransform.getScaleInstance(1 / em, -1 / em)), false);
    }
    return new Glyph(outline, font.getAdvanceWidth(id) / em);
  }

  /** Width of {@code text} at {@code size} units per em. */
  public double width(String text, double size) {
    return size * text.codePoints().mapToDouble(c -> glyph(c).advance()).sum();
  }

  /** The outline of {@code text}, its baseline starting at the origin. */
  public Shape outline(String text, double size) {
    Path2D all = new Path2D.Double(Path2D.WIND_NON_ZERO);
    double x = 0;
    for (int c : text.codePoints().toArray()) {
      Glyph glyph = glyph(c);
      AffineTransform place = AffineTransform.getTranslateInstance(x, 0);
      place.scale(size, size);
      all.append(glyph.outline().getPathIterator(place), false);
      x += size * glyph.advance();
    }
    return all;
  }

  /** {@code text}, cut short with an ellipsis where it is wider than {@code width}. */
  public String fit(String text, double size, double width) {
    if (text.length() <= 2000 && width(text, size) <= width) {
      return text;
    }
    double room = width - width(ELLIPSIS, size);
    StringBuilder kept = new StringBuilder();
    for (int c : text.codePoints().limit(2000).toArray()) {
      room -= size * glyph(c).advance();
      if (room < 0) {
        break;
      }
      kept.appendCodePoint(c);
    }
    return kept.toString().stripTrailing() + ELLIPSIS;
  }

  private Glyph glyph(int c) {
    boolean blank = Character.isISOControl(c) || Character.isWhitespace(c);
    return blank ? SPACE : glyphs.getOrDefault(c, missing);
  }
}
