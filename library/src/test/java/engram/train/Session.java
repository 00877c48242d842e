package engram.train;

import engram.data.DataSet;
import engram.model.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;

/** Trains a model and keeps all that training says and saves. */
final class Session {
  final List<TrainEvent> events = new ArrayList<>();
  final List<Checkpoint> checkpoints = new ArrayList<>();
  private long step = -1;

  Trainer.Result run(Model model, DataSet data, Plan plan) {
    return run(model, data, plan, Optional.empty(), s -> false);
  }

  /** Goes on from {@code from}; asked to stop once {@code stopAfter} is true of the step. */
  Trainer.Result run(
      Model model, DataSet data, Plan plan, Optional<Checkpoint> from, LongPredicate stopAfter) {
    step = -1;
    return Trainer.train(
        model,
        data,
        plan,
        from,
        new Trainer.Surroundings(() -> stopAfter.test(step), checkpoints::add, this::hear));
  }

  private void hear(TrainEvent event) {
    events.add(event);
    if (event instanceof TrainEvent.Stepped stepped) {
      step = stepped.step();
    }
  }

  /** Those events that are a {@code type}, in order. */
  <E extends TrainEvent> List<E> events(Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  Checkpoint last() {
    return checkpoints.get(checkpoints.size() - 1);
  }
}
