package engram.cli;

import engram.data.DataSet;
import engram.math.Matrix;
import engram.model.Linked;
import engram.train.Evaluation;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often what is drawn in another modality, from the image alone, is of the image's class: the
 * class whose mean in that modality points most the same way, however bright it is drawn.
 */
final class LinkedReading {
  private LinkedReading() {}

  /** {@code linked_read}, and {@code linked_read_2} and so on with more modalities. */
  static Map<String, Double> of(Linked model, DataSet data, Matrix codes) {
    Map<String, Double> all = new LinkedHashMap<>();
    for (int m = 1; data.hasLabels() && m <= data.linked().size(); m++) {
      if (m < model.modalities().size()) {
        Matrix drawn = Evaluation.decode(model, codes, m);
        double[][] means = means(data, data.linked().get(m - 1));
        all.put(m == 1 ? "linked_read" : "linked_read_" + m, read(drawn, means, data));
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

  private static double read(Matrix drawn, double[][] means, DataSet data) {
    int right = 0;
    for (int i = 0; i < drawn.rows(); i++) {
      right += nearest(drawn.row(i), means) == data.label(i) ? 1 : 0;
    }
    return right / (double) drawn.rows();
  }

  private static int nearest(float[] thing, double[][] means) {
    int nearest = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < means.length; c++) {
      double overlap = 0;
      double length = 0;
      for (int j = 0; j < thing.length; j++) {
        overlap += thing[j] * means[c][j];
        length += means[c][j] * means[c][j];
      }
      double cosine = length == 0 ? Double.NEGATIVE_INFINITY : overlap / Math.sqrt(length);
      if (cosine > most) {
        most = cosine;
        nearest = c;
      }
    }
    return nearest;
  }
}
