package engram.train;

import engram.base.Check;
import engram.base.Prefixed;
import engram.base.Seed;
import engram.data.Batch;
import engram.data.Batches;
import engram.data.DataSet;
import engram.exchange.TensorData;
import engram.model.Input;
import engram.model.Model;
import engram.model.Phase;
import engram.nn.Loss;
import engram.tensor.Device;
import engram.tensor.Engine;
import engram.tensor.Optimiser;
import engram.tensor.Scope;
import engram.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The training loop: batches, phases, validation, early stopping, divergence, checkpoints, events.
 *
 * <p>Everything random in step s comes from (seed, s) alone, so a training resumed from a
 * checkpoint yields the same bits as one that was never interrupted. Both hold for one training at
 * a time in a process: {@link Engine#seed} is for all threads.
 */
public final class Trainer {
  /** How a training ended. */
  public enum Ending {
    FINISHED,
    STOPPED_EARLY,
    INTERRUPTED
  }

  /**
   * What a training came to; the model holds the final (after early stopping: the best) weights.
   *
   * @param steps updates made in all, earlier sessions included
   * @param seconds this session spent on updates, validation and saving excluded
   * @param stepsHere updates made in this session
   * @param train mean losses of the last finished epoch
   * @param validation metrics after the last epoch, after early stopping those of the best; empty
   *     without validation data
   */
  public record Result(
      Ending ending,
      long steps,
      double seconds,
      long stepsHere,
      Map<String, Double> train,
      Map<String, Double> validation) {}

  /**
   * What surrounds a training.
   *
   * @param stop asked before each step; true ends the training after a checkpoint
   * @param save receives checkpoints; must have stored each before it returns
   * @param listener receives events
   */
  public record Surroundings(
      BooleanSupplier stop, Consumer<Checkpoint> save, Consumer<TrainEvent> listener) {
    /** Nobody stops, saves or listens. */
    public static Surroundings none() {
      return new Surroundings(() -> false, c -> {}, e -> {});
    }
  }

  private record Update(Phase phase, Optimiser optimiser) {}

  private final Model model;
  private final DataSet data;
  private final Optional<DataSet> validation;
  private final Plan plan;
  private final Surroundings around;
  private final Seed seed;
  private final Device device;
  private final Batches batches;
  private final Batch batch;
  private final List<Update> updates = new ArrayList<>();
  private final Map<String, Tensor> optimiserState = new LinkedHashMap<>();
  private final long total;
  private final Guards guards;

  private Progress progress = new Progress();
  private Map<String, TensorData> best = Map.of();
  private double seconds;
  private long lastSave = System.nanoTime();

  private Trainer(Model model, DataSet images, Plan plan, Surroundings around) {
    this.model = model;
    this.plan = plan;
    this.around = around;
    seed = new Seed(plan.seed());
    device = model.outline().setting().device();
    DataSet all = images.withLabelsBelow(model.outline().setting().classes());
    if (plan.validation() > 0) {
      DataSet.Split split = all.split(plan.validation(), seed.child("validation"));
      data = split.train();
      validation = Optional.of(split.validation());
    } else {
      data = all;
      validation = Optional.empty();
    }
    batches = Batches.of(data, plan.batch(), seed);
    batch = batches.newBatch();
    progress.stepsPerEpoch = batches.stepsPerEpoch();
    total = plan.totalSteps(batches.stepsPerEpoch());
    guards = new Guards(model, validation.orElse(data), seed);
    Check.require(!model.phases().isEmpty(), "a model needs a phase to be trained, got none");
    Set<String> names = new HashSet<>();
    for (Phase phase : model.phases()) {
      Check.require(names.add(phase.name()), "a model has two phases called " + phase.name());
      Optimiser optimiser = phase.rule().create(phase.parameters());
      updates.add(new Update(phase, optimiser));
      optimiser.state().forEach((n, t) -> optimiserState.put(phase.name() + "." + n, t));
    }
  }

  /**
   * Trains {@code model} on {@code data}.
   *
   * @param from where to go on, or empty to start
   * @throws DivergedException at the step at which a loss or weight is no longer finite
   */
  public static Result train(
      Model model, DataSet data, Plan plan, Optional<Checkpoint> from, Surroundings around) {
    try (Scope training = new Scope()) {
      Trainer trainer = new Trainer(model, data, plan, around);
      from.ifPresent(trainer::resume);
      return Engine.withFastestProducts(trainer.device, trainer::run);
    }
  }

  /** Takes over all of {@code from}, or, where anything in it does not fit, nothing. */
  private void resume(Checkpoint from) {
    Map<String, Tensor> weights = model.parameters().byName();
    Map<String, TensorData> moments = Prefixed.part(from.tensors(), Snapshot.OPTIMISER);
    Map<String, TensorData> chosen = Prefixed.part(from.tensors(), Snapshot.BEST);
    Progress saved = Progress.of(from, batches.stepsPerEpoch());
    Snapshot.requireFit("weights are of another model", weights, from.weights());
    Snapshot.requireFit("moments are of another optimiser", optimiserState, moments);
    if (plan.patience() > 0 && !chosen.isEmpty()) {
      Snapshot.requireFit("best weights are of another model", weights, chosen);
      best = chosen;
    }
    Snapshot.restore(weights, from.weights());
    Snapshot.restore(optimiserState, moments);
    progress = saved;
  }

  private Result run() {
    int perEpoch = batches.stepsPerEpoch();
    long first = progress.step;
    tell(new TrainEvent.Started(first, total, perEpoch, plan.batch()));
    if (first == 0) {
      save();
    }
    while (progress.step < total && !outOfPatience()) {
      if (around.stop().getAsBoolean()) {
        save();
        return result(Ending.INTERRUPTED, first);
      }
      step(perEpoch);
      if (progress.step % perEpoch == 0 || progress.step == total) {
        endEpoch(perEpoch);
      }
      if (System.nanoTime() - lastSave > plan.checkpointSeconds() * 1e9) {
        save();
      }
    }
    return end(first);
  }

  private boolean outOfPatience() {
    return plan.patience() > 0 && progress.epochsSinceBest >= plan.patience();
  }

  private Result end(long first) {
    boolean early = progress.step < total;
    if (early) {
      tell(new TrainEvent.StoppedEarly(progress.epochsSinceBest, progress.best));
    }
    save();
    if (!best.isEmpty()) {
      Snapshot.restore(model.parameters().byName(), best);
    }
    return result(early ? Ending.STOPPED_EARLY : Ending.FINISHED, first);
  }

  private void step(int perEpoch) {
    long start = System.nanoTime();
    int epoch = Math.toIntExact(progress.step / perEpoch);
    batches.fill(batch, epoch, Math.toIntExact(progress.step % perEpoch));
    Map<String, Double> losses = new LinkedHashMap<>();
    try (Scope step = new Scope()) {
      Input in = Feed.input(batch, data, progress.step, device);
      for (Update update : updates) {
        losses.put(update.phase.name(), update(update, in));
      }
    }
    losses.forEach(progress::addPhase);
    progress.step++;
    progress.summed++;
    seconds += (System.nanoTime() - start) / 1e9;
    double first = losses.values().iterator().next();
    tell(new TrainEvent.Stepped(progress.step, first, batch.size(), losses));
  }

  private double update(Update update, Input in) {
    Phase phase = update.phase;
    double rate = rate(phase, in.step());
    Engine.seed(seed.child("noise").child(phase.name()).child(in.step()));
    Loss.Value value = phase.loss().apply(in);
    double loss = value.total().item();
    if (!Double.isFinite(loss)) {
      throw new DivergedException(phase.name(), in.step() + 1, "loss = " + loss, rate);
    }
    update.optimiser.descend(value.total(), rate);
    if (value.terms().size() > 1) {
      progress.add(phase.name() + ".total", loss);
    }
    value.terms().forEach((name, term) -> progress.add(phase.name() + "." + name, term.item()));
    try (Scope after = Scope.withoutGradients()) {
      phase
          .after()
          .apply(in)
          .forEach(told -> tell(new TrainEvent.Warned(phase.name(), in.step() + 1, told)));
    }
    return loss;
  }

  private void endEpoch(int perEpoch) {
    int epoch = Math.toIntExact((progress.step + perEpoch - 1) / perEpoch);
    validation.ifPresent(v -> progress.lastValidation.putAll(Evaluation.scores(model, v, seed)));
    Map<String, Double> judged = new LinkedHashMap<>(progress.lastValidation);
    Map<String, Double> phases = progress.phaseMeans();
    Map<String, Double> train = progress.endEpoch();
    tell(new TrainEvent.EpochEnded(epoch, progress.step, train, judged));
    guards
        .look(new Guards.Epoch(progress.step, phases, train, judged), progress)
        .forEach(this::tell);
    if (plan.patience() > 0) {
      judge(judged.getOrDefault(model.outline().objective(), Double.NaN));
    }
  }

  private void judge(double validation) {
    if (validation < progress.best) {
      progress.best = validation;
      progress.epochsSinceBest = 0;
      best = Snapshot.of(model.parameters().byName());
      progress.bestValidation.putAll(progress.lastValidation);
    } else {
      progress.epochsSinceBest++;
    }
  }

  private void save() {
    requireFinite();
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    Prefixed.put(tensors, Snapshot.MODEL, Snapshot.of(model.parameters().byName()));
    Prefixed.put(tensors, Snapshot.OPTIMISER, Snapshot.of(optimiserState));
    Prefixed.put(tensors, Snapshot.BEST, best);
    around.save().accept(new Checkpoint(progress.step, tensors, progress.toMetadata()));
    lastSave = System.nanoTime();
    tell(new TrainEvent.Saved(progress.step));
  }

  private void requireFinite() {
    for (Update update : updates) {
      Phase phase = update.phase;
      requireFinite(phase, phase.parameters(), "a weight");
      requireFinite(phase, update.optimiser.state().values(), "a moment of the optimiser");
    }
  }

  private void requireFinite(Phase phase, Collection<Tensor> tensors, String what) {
    if (!tensors.stream().allMatch(Tensor::allFinite)) {
      double rate = rate(phase, Math.max(0, progress.step - 1));
      throw new DivergedException(phase.name(), progress.step, what + " is not finite", rate);
    }
  }

  private double rate(Phase phase, long step) {
    return phase.rule().learningRate() * plan.schedule().factor(step, total);
  }

  private Result result(Ending ending, long first) {
    return new Result(
        ending,
        progress.step,
        seconds,
        progress.step - first,
        new LinkedHashMap<>(progress.lastTrain),
        new LinkedHashMap<>(
            ending == Ending.INTERRUPTED || best.isEmpty()
                ? progress.lastValidation
                : progress.bestValidation));
  }

  private void tell(TrainEvent event) {
    around.listener().accept(event);
  }
}
