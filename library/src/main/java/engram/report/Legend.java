package engram.report;

import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** Names beside their colours, one per line, as many as fit. */
record Legend(List<String> names, IntFunction<Color> colours, double height) {
  private static final double LINE = 19;
  private static final double GAP = 22;
  private static final double WIDEST = 170;

  /** Space it takes at the right of a frame, in units. */
  double width() {
    double text = shown().stream().mapToDouble(Style.LABEL::width).max().orElse(0);
    return names.isEmpty() ? 0 : GAP + 16 + text;
  }

  void draw(Canvas canvas, double left, double top) {
    List<String> lines = shown();
    for (int i = 0; i < lines.size(); i++) {
      double middle = top + (i + 0.5) * LINE;
      if (i < entries()) {
        canvas.fill(new Ellipse2D.Double(left + GAP, middle - 4, 8, 8), colours.apply(i));
      }
      canvas.text(lines.get(i), left + GAP + 16, middle + Style.LABEL.drop(), Style.LABEL);
    }
  }

  private int entries() {
    int room = Math.max(2, (int) (height / LINE));
    return names.size() <= room ? names.size() : room - 1;
  }

  private List<String> shown() {
    Stream<String> fitted = names.stream().limit(entries()).map(n -> Style.LABEL.fit(n, WIDEST));
    int left = names.size() - entries();
    return Stream.concat(fitted, left == 0 ? Stream.of() : Stream.of("and " + left + " more"))
        .toList();
  }
}
