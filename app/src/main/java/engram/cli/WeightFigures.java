package engram.cli;

import engram.data.ImageShape;
import engram.math.Matrix;
import engram.model.Model;
import engram.report.Figure;
import engram.report.Heading;
import engram.report.WeightGrid;
import engram.tensor.Host;
import engram.tensor.Scope;
import engram.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The pictures of weights that lead from pixels or to pixels (Sayapaneni, figures 4 and 8). */
final class WeightFigures {
  private static final int MOST_UNITS = 60;

  private WeightFigures() {}

  /** Weights of the first layer from the pixels, and of the decoder's last layer to them. */
  static List<Figure> of(Model model, ImageShape shape) {
    List<Figure> figures = new ArrayList<>();
    matrices(model).stream()
        .filter(e -> e.getValue().size(1) == shape.values())
        .findFirst()
        .ifPresent(e -> figures.add(figure("weights", from(e), e.getValue(), shape)));
    matrices(model).stream()
        .filter(e -> e.getKey().startsWith("decoder."))
        .filter(e -> e.getValue().size(0) == shape.values())
        .reduce((earlier, later) -> later)
        .ifPresent(e -> figures.add(towards(e, shape)));
    return figures;
  }

  private static List<Map.Entry<String, Tensor>> matrices(Model model) {
    return model.parameters().byName().entrySet().stream()
        .filter(e -> e.getValue().dimensions() == 2)
        .toList();
  }

  private static String from(Map.Entry<String, Tensor> e) {
    return "from the pixels to the first %d units of " + e.getKey() + ".";
  }

  private static Figure towards(Map.Entry<String, Tensor> e, ImageShape shape) {
    try (Scope s = Scope.withoutGradients()) {
      String what = "to the pixels from the first %d units before " + e.getKey() + ".";
      return figure("weights-decoder", what, e.getValue().transpose(0, 1), shape);
    }
  }

  private static Figure figure(String name, String what, Tensor w, ImageShape shape) {
    try (Scope s = Scope.withoutGradients()) {
      int units = (int) Math.min(MOST_UNITS, w.size(0));
      Matrix rows = Matrix.wrap(units, shape.values(), Host.floats(w.narrow(0, 0, units).copy()));
      String caption = "Weights " + what.formatted(units);
      return new WeightGrid(new Heading(name, caption), rows, shape, 12);
    }
  }
}
