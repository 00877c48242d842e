package engram.cli;

import engram.data.DataSet;
import engram.math.Cholesky;
import engram.math.Matrix;
import engram.math.Vectors;
import engram.model.Linked;
import engram.train.Evaluation;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often what is drawn in another modality, from the image alone, is of the image's class.
 *
 * <p>What is drawn is a mixture of things of several classes. It is read by ridge regression on the
 * means of the classes in that modality, as the class of which it holds most:
 *
 * <pre>shares = (M M' + r I)^-1 M drawn, r = a tenth of the mean squared length of the rows of M
 * </pre>
 */
final class LinkedReading {
  private static final double RIDGE = 0.1;

  private final double[][] means;
  private final Cholesky overlaps;

  LinkedReading(double[][] means) {
    this.means = means;
    int n = means.length;
    double[][] products = new double[n][n];
    double ridge = 0;
    for (int a = 0; a < n; a++) {
      for (int b = 0; b <= a; b++) {
        products[a][b] = Vectors.dot(means[a], means[b]);
      }
      ridge += RIDGE * products[a][a] / n;
    }
    for (int a = 0; a < n; a++) {
      products[a][a] += ridge > 0 ? ridge : 1;
    }
    overlaps = Cholesky.of(products);
  }

  /** {@code linked_read}, and {@code linked_read_2} and so on with more modalities. */
  static Map<String, Double> of(Linked model, DataSet data, Matrix codes) {
    Map<String, Double> all = new LinkedHashMap<>();
    for (int m = 1; data.hasLabels() && m <= data.linked().size(); m++) {
      if (m < model.modalities().size()) {
        Matrix drawn = Evaluation.decode(model, codes, m);
        LinkedReading reading = new LinkedReading(means(data, data.linked().get(m - 1)));
        all.put(m == 1 ? "linked_read" : "linked_read_" + m, reading.share(drawn, data));
      }
    }
    return all;
  }

  private static double[][] means(DataSet data, DataSet other) {
    double[][] means = new double[data.classNames().size()][other.shape().values()];
    int[] counts = new int[means.length];
    for (int i = 0; i < data.size(); i++) {
      float[] thing = other.image(i);
      int label = data.label(i);
      counts[label]++;
      for (int j = 0; j < thing.length; j++) {
        means[label][j] += thing[j];
      }
    }
    for (int c = 0; c < means.length; c++) {
      for (int j = 0; j < means[c].length; j++) {
        means[c][j] /= Math.max(1, counts[c]);
      }
    }
    return means;
  }

  private double share(Matrix drawn, DataSet data) {
    int right = 0;
    for (int i = 0; i < drawn.rows(); i++) {
      right += read(drawn.row(i)) == data.label(i) ? 1 : 0;
    }
    return right / (double) drawn.rows();
  }

  /** The class of which {@code thing} holds most. */
  int read(float[] thing) {
    double[] alike = new double[means.length];
    for (int c = 0; c < alike.length; c++) {
      for (int j = 0; j < thing.length; j++) {
        alike[c] += thing[j] * means[c][j];
      }
    }
    double[] shares = overlaps.solve(alike);
    int most = 0;
    for (int c = 1; c < shares.length; c++) {
      most = shares[c] > shares[most] ? c : most;
    }
    return most;
  }
}
