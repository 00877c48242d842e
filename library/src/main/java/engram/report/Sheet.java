package engram.report;

import engram.base.Check;
import engram.data.ImageShape;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Images in rows and columns, each pixel a whole square: the body of every figure of images.
 *
 * @param rows numbers of the images in each row
 * @param group rows that belong together; a wider gap follows them
 */
record Sheet(Images images, List<List<Integer>> rows, SheetLabels labels, int group) {
  private static final double GAP = 2;
  private static final double GROUP_GAP = 8;
  private static final double LABEL_WIDTH = 150;
  private static final int LARGEST_TILE = 130;
  private static final int WIDEST_SHEET = 1400;

  Sheet {
    Check.require(!rows.isEmpty() && !rows.get(0).isEmpty(), "a figure needs at least one image");
    Check.atLeast("rows in a group", group, 1);
  }

  /** The images in reading order, {@code columns} in a row. */
  static Sheet inOrder(Images images, int columns, SheetLabels labels) {
    Check.atLeast("columns", columns, 1);
    int n = images.count();
    int rows = (n + columns - 1) / columns;
    return new Sheet(
        images,
        IntStream.range(0, rows)
            .mapToObj(r -> row(r * columns, Math.min(n, (r + 1) * columns)))
            .toList(),
        labels,
        Integer.MAX_VALUE);
  }

  private static List<Integer> row(int from, int to) {
    return IntStream.range(from, to).boxed().toList();
  }

  /** The sheet on a canvas of its own. */
  BufferedImage draw() {
    return draw(0, 0).finish();
  }

  /** The sheet on a canvas with {@code below} units free under it, {@code atLeast} units wide. */
  Canvas draw(double atLeast, double below) {
    double width = left() + columns() * stepX() - GAP + rightOverhang();
    double wide = Math.max(width, Canvas.MARGIN + atLeast) + Canvas.MARGIN;
    Canvas canvas = new Canvas(wide, bottom() + footer() + below + Canvas.MARGIN);
    for (int r = 0; r < rows.size(); r++) {
      drawRow(canvas, r);
    }
    drawColumnLabels(canvas);
    drawTitles(canvas);
    return canvas;
  }

  private void drawRow(Canvas canvas, int r) {
    for (int c = 0; c < rows.get(r).size(); c++) {
      drawImage(canvas, rows.get(r).get(c), left() + c * stepX(), top(r));
    }
    if (r < labels.rows().size()) {
      Style style = Style.TICK.end();
      String text = style.fit(labels.rows().get(r), LABEL_WIDTH);
      canvas.text(text, left() - 8, top(r) + tileHeight() / 2 + style.drop(), style);
    }
  }

  private void drawImage(Canvas canvas, int image, double x, double y) {
    canvas.stroke(new Rectangle2D.Double(x, y, tileWidth(), tileHeight()), Palette.GRID, 1);
    int zoom = zoom();
    int left = (int) Math.round(x * Canvas.SCALE);
    int top = (int) Math.round(y * Canvas.SCALE);
    for (int i = 0; i < shape().height() * zoom; i++) {
      for (int j = 0; j < shape().width() * zoom; j++) {
        canvas.pixel(left + j, top + i, images.rgb(image, i / zoom, j / zoom));
      }
    }
  }

  private void drawColumnLabels(Canvas canvas) {
    List<String> texts = labels.columns().stream().limit(columns()).map(Sheet::fitted).toList();
    double widest = texts.stream().mapToDouble(Style.TICK::width).max().orElse(0);
    int stride = (int) Math.ceil((widest + 4) / stepX());
    for (int c = 0; c < texts.size(); c += Math.max(1, stride)) {
      canvas.text(texts.get(c), left() + c * stepX() + tileWidth() / 2, top(0) - 7, Style.TICK);
    }
  }

  private static String fitted(String label) {
    return Style.TICK.fit(label, LABEL_WIDTH);
  }

  private void drawTitles(Canvas canvas) {
    double width = columns() * stepX() - GAP;
    double height = bottom() - top(0);
    canvas.text(
        Style.TITLE.fit(labels.x(), width),
        left() + width / 2,
        bottom() + footer() - 4,
        Style.TITLE);
    canvas.upwards(
        Style.TITLE.fit(labels.y(), height), Canvas.MARGIN + 10, top(0) + height / 2, Style.TITLE);
  }

  private ImageShape shape() {
    return images.shape();
  }

  private int columns() {
    return rows.stream().mapToInt(List::size).max().orElse(1);
  }

  /** Pixels of the picture file per pixel of an image. */
  private int zoom() {
    int tile = LARGEST_TILE / Math.max(shape().height(), shape().width());
    int sheet = WIDEST_SHEET / (columns() * shape().width());
    return Math.max(1, Math.min(tile, sheet));
  }

  private double tileWidth() {
    return (double) shape().width() * zoom() / Canvas.SCALE;
  }

  private double tileHeight() {
    return (double) shape().height() * zoom() / Canvas.SCALE;
  }

  private double stepX() {
    return tileWidth() + GAP;
  }

  /** The left edge of the first image. */
  double left() {
    double label =
        labels.rows().stream().map(Sheet::fitted).mapToDouble(Style.TICK::width).max().orElse(-8);
    return Canvas.MARGIN + (labels.y().isEmpty() ? 0 : 22) + Math.max(label + 8, overhang(0));
  }

  private double rightOverhang() {
    return overhang(columns() - 1);
  }

  /** How far the label of column {@code c} stands out over its images. */
  private double overhang(int c) {
    double label =
        c < labels.columns().size() ? Style.TICK.width(fitted(labels.columns().get(c))) : 0;
    return Math.max(0, (label - tileWidth()) / 2);
  }

  private double top(int row) {
    int gaps = row / group;
    double head = labels.columns().isEmpty() ? 0 : 20;
    return Canvas.MARGIN + head + row * (tileHeight() + GAP) + gaps * GROUP_GAP;
  }

  /** The lower edge of the last row. */
  double bottom() {
    return top(rows.size() - 1) + tileHeight();
  }

  private double footer() {
    return labels.x().isEmpty() ? 0 : 26;
  }
}
