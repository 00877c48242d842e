package engram.probe;

/** What a linear classifier pays for its scores of one row. */
enum Loss {
  /** {@code -log p(truth)}, {@code p = softmax(scores)}. */
  SOFTMAX {
    @Override
    double of(double[] scores, int truth) {
      double right = scores[truth];
      double all = softmax(scores);
      scores[truth] -= 1;
      return all - right;
    }
  },

  /** {@code sum_c max(0, 1 - t_c score_c)^2}, t 1 for the true class and -1 for the others. */
  SQUARED_HINGE {
    @Override
    double of(double[] scores, int truth) {
      double loss = 0;
      for (int c = 0; c < scores.length; c++) {
        double t = c == truth ? 1 : -1;
        double missing = Math.max(0, 1 - t * scores[c]);
        loss += missing * missing;
        scores[c] = -2 * t * missing;
      }
      return loss;
    }
  };

  /** The loss of {@code scores}, one per class, which become its derivatives. */
  abstract double of(double[] scores, int truth);

  /** Makes {@code scores} probabilities; returns {@code log sum exp} of what they were. */
  static double softmax(double[] scores) {
    double highest = Double.NEGATIVE_INFINITY;
    for (double s : scores) {
      highest = Math.max(highest, s);
    }
    double sum = 0;
    for (int c = 0; c < scores.length; c++) {
      scores[c] = Math.exp(scores[c] - highest);
      sum += scores[c];
    }
    for (int c = 0; c < scores.length; c++) {
      scores[c] /= sum;
    }
    return highest + Math.log(sum);
  }
}
