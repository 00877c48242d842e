package engram.report;

import java.awt.Color;
import java.awt.geom.Ellipse2D;
import java.util.List;
import java.util.function.IntFunction;

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
      if (i < names.size() && (i < room() - 1 || names.size() <= room())) {
        canvas.fill(new Ellipse2D.Double(left + GAP, middle - 4, 8, 8), colours.apply(i));
      }
      canvas.text(lines.get(i), left + GAP + 16, middle + Style.LABEL.drop(), Style.LABEL);
    }
  }

  private int room() {
    return Math.max(2, (int) (height / LINE));
  }

  private List<String> shown() {
    List<String> fitted =
        names.stream().limit(room()).map(n -> Style.LABEL.fit(n, WIDEST)).toList();
    if (names.size() <= room()) {
      return fitted;
    }
    List<String> cut = new java.util.ArrayList<>(fitted.subList(0, room() - 1));
    cut.add("and " + (names.size() - cut.size()) + " more");
    return List.copyOf(cut);
  }
}
