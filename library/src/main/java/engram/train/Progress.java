package engram.train;

import java.util.LinkedHashMap;
import java.util.Map;

/** Where a training stands: counters and the running sums of the epoch in progress. */
final class Progress {
  long step;
  double best = Double.POSITIVE_INFINITY;
  int epochsSinceBest;
  long summed;
  final Map<String, Double> sums = new LinkedHashMap<>();
  final Map<String, Double> lastTrain = new LinkedHashMap<>();

  void add(String term, double value) {
    sums.merge(term, value, Double::sum);
  }

  /** The means of the epoch so far; the next epoch's sums start at zero. */
  Map<String, Double> endEpoch() {
    lastTrain.clear();
    sums.forEach((term, sum) -> lastTrain.put(term, sum / summed));
    sums.clear();
    summed = 0;
    return new LinkedHashMap<>(lastTrain);
  }

  Map<String, String> toMetadata() {
    Map<String, String> m = new LinkedHashMap<>();
    m.put("step", Long.toString(step));
    m.put("best", Double.toString(best));
    m.put("epochs_since_best", Integer.toString(epochsSinceBest));
    m.put("summed", Long.toString(summed));
    sums.forEach((term, sum) -> m.put("sum." + term, Double.toString(sum)));
    return m;
  }

  static Progress fromMetadata(Map<String, String> m) {
    Progress p = new Progress();
    p.step = Long.parseLong(m.getOrDefault("step", "0"));
    p.best = Double.parseDouble(m.getOrDefault("best", "Infinity"));
    p.epochsSinceBest = Integer.parseInt(m.getOrDefault("epochs_since_best", "0"));
    p.summed = Long.parseLong(m.getOrDefault("summed", "0"));
    m.forEach(
        (key, value) -> {
          if (key.startsWith("sum.")) {
            p.sums.put(key.substring(4), Double.parseDouble(value));
          }
        });
    return p;
  }
}
