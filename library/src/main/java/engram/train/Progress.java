package engram.train;

import engram.base.EngramException;
import engram.base.Prefixed;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Where a training stands: counters the running sums of the epoch in progress, the last epoch. */
final class Progress {
  private static final String SUM = "sum.";
  private static final String PHASE = "phase.";
  private static final String TRAIN = "train.";
  private static final String VALIDATION = "validation.";
  private static final String BEST = "best_validation.";
  private static final String LOWEST = "lowest.";

  long step;

  /** 0 where a checkpoint does not say. */
  int stepsPerEpoch;

  double best = Double.POSITIVE_INFINITY;
  int epochsSinceBest;
  long summed;
  final Map<String, Double> sums = new LinkedHashMap<>();
  final Map<String, Double> phaseSums = new LinkedHashMap<>();

  /** The lowest mean loss of each phase over an epoch. */
  final Map<String, Double> lowest = new LinkedHashMap<>();

  /** Guards that have spoken. */
  final Set<String> warned = new LinkedHashSet<>();

  final Map<String, Double> lastTrain = new LinkedHashMap<>();
  final Map<String, Double> lastValidation = new LinkedHashMap<>();

  /** What validation said of the best weights; empty without early stopping. */
  final Map<String, Double> bestValidation = new LinkedHashMap<>();

  void add(String term, double value) {
    sums.merge(term, value, Double::sum);
  }

  void addPhase(String phase, double loss) {
    phaseSums.merge(phase, loss, Double::sum);
  }

  /** The mean loss of each phase over the epoch so far. */
  Map<String, Double> phaseMeans() {
    Map<String, Double> means = new LinkedHashMap<>();
    phaseSums.forEach((phase, sum) -> means.put(phase, sum / summed));
    return means;
  }

  /** The means of the epoch so far; the next epoch's sums start at zero. */
  Map<String, Double> endEpoch() {
    lastTrain.clear();
    sums.forEach((term, sum) -> lastTrain.put(term, sum / summed));
    sums.clear();
    phaseSums.clear();
    summed = 0;
    return new LinkedHashMap<>(lastTrain);
  }

  Map<String, String> toMetadata() {
    Map<String, String> m = new LinkedHashMap<>();
    m.put("step", Long.toString(step));
    m.put("steps_per_epoch", Integer.toString(stepsPerEpoch));
    m.put("best", Double.toString(best));
    m.put("epochs_since_best", Integer.toString(epochsSinceBest));
    m.put("summed", Long.toString(summed));
    m.put("warned", String.join(",", warned));
    put(m, SUM, sums);
    put(m, PHASE, phaseSums);
    put(m, TRAIN, lastTrain);
    put(m, VALIDATION, lastValidation);
    put(m, BEST, bestValidation);
    put(m, LOWEST, lowest);
    return m;
  }

  private static void put(Map<String, String> all, String prefix, Map<String, Double> part) {
    part.forEach((name, value) -> all.put(prefix + name, Double.toString(value)));
  }

  /**
   * Where the training stood that {@code from} was saved by, for one of {@code stepsPerEpoch}.
   *
   * @throws EngramException if it does not say so, or its epochs were of other lengths
   */
  static Progress of(Checkpoint from, int stepsPerEpoch) {
    try {
      Progress p = fromMetadata(from.metadata());
      if (p.step != from.step()) {
        throw unreadable("it says step " + p.step + " and is of step " + from.step());
      }
      if (p.stepsPerEpoch != 0 && p.stepsPerEpoch != stepsPerEpoch) {
        throw new EngramException(
            EngramException.Kind.BAD_DATA,
            "this checkpoint is of a training of %d steps an epoch, not %d; go on with the same data and batch size"
                .formatted(p.stepsPerEpoch, stepsPerEpoch));
      }
      p.stepsPerEpoch = stepsPerEpoch;
      return p;
    } catch (NumberFormatException e) {
      throw unreadable(String.valueOf(e.getMessage()));
    }
  }

  private static EngramException unreadable(String why) {
    return new EngramException(
        EngramException.Kind.BAD_DATA, "this checkpoint does not say where training stood: " + why);
  }

  static Progress fromMetadata(Map<String, String> m) {
    Progress p = new Progress();
    p.step = Long.parseLong(m.getOrDefault("step", "0"));
    p.stepsPerEpoch = Integer.parseInt(m.getOrDefault("steps_per_epoch", "0"));
    p.best = Double.parseDouble(m.getOrDefault("best", "Infinity"));
    p.epochsSinceBest = Integer.parseInt(m.getOrDefault("epochs_since_best", "0"));
    p.summed = Long.parseLong(m.getOrDefault("summed", "0"));
    Arrays.stream(m.getOrDefault("warned", "").split(",", -1))
        .filter(guard -> !guard.isEmpty())
        .forEach(p.warned::add);
    take(m, SUM, p.sums);
    take(m, PHASE, p.phaseSums);
    take(m, TRAIN, p.lastTrain);
    take(m, VALIDATION, p.lastValidation);
    take(m, BEST, p.bestValidation);
    take(m, LOWEST, p.lowest);
    return p;
  }

  private static void take(Map<String, String> all, String prefix, Map<String, Double> part) {
    Prefixed.part(all, prefix).forEach((name, value) -> part.put(name, Double.parseDouble(value)));
  }
}
