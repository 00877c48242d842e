package engram.report;

import engram.base.Check;
import engram.math.Matrix;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What went into a model above what came out of it.
 *
 * @param inputs one image per pair
 * @param outputs as many, of the same shape
 * @param columns pairs in a row
 */
public record ReconstructionGrid(Heading heading, Images inputs, Images outputs, int columns)
    implements Figure {
  public ReconstructionGrid {
    Check.atLeast("columns", columns, 1);
    Check.require(
        inputs.count() == outputs.count() && inputs.shape().equals(outputs.shape()),
        "inputs and outputs must match, got "
            + (inputs.count() + " of " + inputs.shape())
            + " and "
            + (outputs.count() + " of " + outputs.shape()));
  }

  @Override
  public String alt() {
    return inputs.count() + " input images, each above the model's output";
  }

  @Override
  public BufferedImage draw() {
    int n = inputs.count();
    List<List<Integer>> rows = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (int from = 0; from < n; from += columns) {
      int to = Math.min(n, from + columns);
      rows.add(IntStream.range(from, to).boxed().toList());
      rows.add(IntStream.range(n + from, n + to).boxed().toList());
      labels.addAll(List.of("input", "output"));
    }
    return new Sheet(both(), rows, SheetLabels.ofRows(labels), 2).draw();
  }

  private Images both() {
    int n = inputs.count();
    Matrix stacked =
        Matrix.of(
            2 * n,
            inputs.shape().values(),
            (i, j) -> i < n ? inputs.values().get(i, j) : outputs.values().get(i - n, j));
    return new Images(stacked, inputs.shape());
  }
}
