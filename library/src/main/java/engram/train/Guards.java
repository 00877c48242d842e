package engram.train;

import engram.base.Seed;
import engram.data.DataSet;
import engram.math.Moments;
import engram.model.Model;
import engram.tensor.Engine;
import engram.tensor.Scope;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Signs of a training gone wrong, looked for at the end of each epoch; each is told once.
 *
 * <ul>
 *   <li>Exploding loss: a phase's mean over the epoch is more than 10 times its lowest so far, both
 *       above 0. Not asked of a phase called {@code discriminator}, whose loss is meant to rise as
 *       the generator learns.
 *   <li>A validation score that training is judged by is not finite, so that no epoch can be the
 *       best.
 *   <li>Discriminator collapse: the mean loss of the phase {@code discriminator} is below 0.01.
 *   <li>Posterior collapse, in models with a prior: {@code kl_nats} is below 0.1, or, where the
 *       likelihood is known, less than a tenth of the units are active (their variance over images
 *       is above 0.01: Burda et al. 2016).
 *   <li>Dead units, in models that encode and decode: more than a twentieth of the code units vary
 *       less than 1e-8 times the one that varies most. Fewer are no harm, such as those that see
 *       only the margin of the images, nor are those of a classifier, which has units to spare.
 * </ul>
 *
 * <p>All but the first two wait for step 100: untrained models have the same signs. Looking changes
 * no result, because all that is random in a step comes from the seed of that step alone.
 */
final class Guards {
  private static final int SETTLED = 100;
  private static final int IMAGES = 512;
  private static final int LISTED = 8;
  private static final double EXPLOSION = 10;
  private static final double BEATEN = 0.01;
  private static final double COLLAPSED_NATS = 0.1;
  private static final double ACTIVE_VARIANCE = 0.01;
  private static final double ACTIVE_SHARE = 0.1;
  private static final double DEAD_VARIANCE = 1e-8;
  private static final double DEAD_SHARE = 0.05;
  private static final String DISCRIMINATOR = "discriminator";
  private static final String KL = "kl_nats";

  /**
   * What an epoch came to.
   *
   * @param step updates made by its end
   * @param phases mean loss of each phase, in their order
   * @param train mean of each term, by {@code phase.term}
   * @param validation mean of each score
   */
  record Epoch(
      long step,
      Map<String, Double> phases,
      Map<String, Double> train,
      Map<String, Double> validation) {}

  private final Model model;
  private final DataSet images;
  private final Seed seed;

  Guards(Model model, DataSet images, Seed seed) {
    this.model = model;
    this.images = images.first(Math.min(IMAGES, images.size()));
    this.seed = seed.child("guards");
  }

  /** Signs seen now and not before in this training; {@code progress} remembers them. */
  List<TrainEvent.Warned> look(Epoch epoch, Progress progress) {
    Map<String, Supplier<Optional<String>>> guards = new LinkedHashMap<>();
    guards.put("exploding-loss", () -> explosion(epoch, progress.lowest));
    guards.put("unfit-validation", () -> unfit(epoch));
    if (epoch.step >= SETTLED) {
      guards.put("discriminator-collapse", () -> beaten(epoch));
      guards.put("posterior-collapse", () -> collapse(epoch));
      guards.put("dead-units", this::deadUnits);
    }
    guards.keySet().removeAll(progress.warned);
    List<TrainEvent.Warned> found =
        guards.entrySet().stream()
            .flatMap(g -> warned(g.getKey(), epoch.step, g.getValue().get()))
            .toList();
    found.forEach(warning -> progress.warned.add(warning.guard()));
    epoch.phases.forEach((phase, mean) -> progress.lowest.merge(phase, mean, Math::min));
    return found;
  }

  private static Stream<TrainEvent.Warned> warned(String guard, long step, Optional<String> line) {
    return line.map(text -> new TrainEvent.Warned(guard, step, text)).stream();
  }

  private static Optional<String> explosion(Epoch epoch, Map<String, Double> lowest) {
    return epoch.phases.keySet().stream()
        .filter(phase -> !phase.equals(DISCRIMINATOR))
        .map(
            phase ->
                explosion(
                    phase,
                    epoch.phases.getOrDefault(phase, Double.NaN),
                    lowest.getOrDefault(phase, Double.POSITIVE_INFINITY)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> explosion(String phase, double mean, double lowest) {
    return when(
        lowest > 0 && mean > EXPLOSION * lowest,
        String.format(
            Locale.ROOT,
            "exploding loss: phase '%s' has mean loss %.4g, more than %.0f times its lowest, %.4g; try a"
                + " lower learning rate, or a schedule that lowers it",
            phase,
            mean,
            EXPLOSION,
            lowest));
  }

  private Optional<String> unfit(Epoch epoch) {
    String objective = model.outline().objective();
    double judged = epoch.validation.getOrDefault(objective, 0.0);
    return when(
        !Double.isFinite(judged),
        "validation %s is %s, which no epoch can be judged by; lower the learning rate or check the data"
            .formatted(objective, judged));
  }

  private static Optional<String> beaten(Epoch epoch) {
    double loss = epoch.phases.getOrDefault(DISCRIMINATOR, Double.POSITIVE_INFINITY);
    return when(
        loss < BEATEN,
        String.format(
            Locale.ROOT,
            "discriminator collapse: phase 'discriminator' has mean loss %.4g, below %s, and the"
                + " generator learns nothing from it; try another learning rate, a higher one if the"
                + " networks are narrow",
            loss,
            BEATEN));
  }

  private Optional<String> collapse(Epoch epoch) {
    if (!hasPrior()) {
      return Optional.empty();
    }
    double kl = kl(epoch);
    return when(
            kl < COLLAPSED_NATS,
            String.format(
                Locale.ROOT,
                "posterior collapse: kl_nats is %.4g, below %s, so codes say nothing of their images;"
                    + " try a smaller beta, a warmup or a lower learning rate",
                kl,
                COLLAPSED_NATS))
        .or(() -> model.logLikelihoodKnown() ? inactive() : Optional.empty());
  }

  private static double kl(Epoch epoch) {
    return epoch.train.entrySet().stream()
        .filter(e -> e.getKey().endsWith("." + KL))
        .mapToDouble(Map.Entry::getValue)
        .min()
        .orElse(epoch.validation.getOrDefault(KL, Double.POSITIVE_INFINITY));
  }

  private boolean hasPrior() {
    try (Scope s = Scope.withoutGradients()) {
      return model.prior(1).isPresent();
    }
  }

  private Optional<String> inactive() {
    double[] variances = variances();
    long active = Arrays.stream(variances).filter(v -> v > ACTIVE_VARIANCE).count();
    return when(
        active < ACTIVE_SHARE * variances.length,
        String.format(
            Locale.ROOT,
            "posterior collapse: %d of %d code units are active (variance over images above %s), fewer"
                + " than %.0f %%; try a smaller beta, a warmup or fewer units",
            active,
            variances.length,
            ACTIVE_VARIANCE,
            100 * ACTIVE_SHARE));
  }

  private Optional<String> deadUnits() {
    if (!model.decodes()) {
      return Optional.empty();
    }
    double[] variances = variances();
    double most = Arrays.stream(variances).max().orElse(0);
    List<Integer> dead =
        IntStream.range(0, variances.length)
            .filter(j -> variances[j] <= DEAD_VARIANCE * most)
            .mapToObj(j -> j + 1)
            .toList();
    return when(
        dead.size() > DEAD_SHARE * variances.length,
        String.format(
            Locale.ROOT,
            "dead code units: %d of %d (%s) vary less than %s times the one that varies most, over %d"
                + " images; try a lower learning rate, another activation or fewer units",
            dead.size(),
            variances.length,
            listed(dead),
            DEAD_VARIANCE,
            images.size()));
  }

  private static String listed(List<Integer> units) {
    String some =
        units.stream().limit(LISTED).map(String::valueOf).collect(Collectors.joining(", "));
    return (units.size() == 1 ? "unit " : "units ") + some + (units.size() > LISTED ? ", ..." : "");
  }

  /** The variance of each code unit over the images; none where the model does not encode. */
  private double[] variances() {
    if (!model.encodes()) {
      return new double[0];
    }
    Engine.seed(seed);
    return Moments.variances(Evaluation.encode(model, images));
  }

  private static Optional<String> when(boolean sign, String line) {
    return sign ? Optional.of(line) : Optional.empty();
  }
}
