package engram.search;

import engram.search.Strategy.Job;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A search: gives out what a strategy asks for, several trainings at once, and hands the answers
 * back in an order that does not depend on how long they really take.
 *
 * <p>Answers are taken in the order of a clock by which an epoch takes one unit of time, the same
 * for all. So the same seed and number of places give the same trials, whatever the machine does
 * meanwhile, and a search is resumed by doing it again with the answers already known.
 */
public final class Search {
  /** What a training came to. */
  public record Answer(Trial.State state, List<Double> curve) {
    /** The training was stopped before it reached its epochs. */
    public static Answer stopped(List<Double> curve) {
      return new Answer(Trial.State.RUNNING, curve);
    }
  }

  /** Trains; may hold jobs until there is room. */
  @FunctionalInterface
  public interface Workers {
    CompletableFuture<Answer> submit(Job job);
  }

  private record Place(Job job, long finish, CompletableFuture<Answer> answer) {}

  private final Strategy strategy;
  private final Workers workers;
  private final int places;
  private final List<Trial> trials = new ArrayList<>();
  private final PriorityQueue<Place> running =
      new PriorityQueue<>(
          Comparator.comparingLong(Place::finish).thenComparingInt(place -> place.job.trial()));
  private long clock;

  /** A search that gives out at most {@code places} trainings before it waits for an answer. */
  public Search(Strategy strategy, Workers workers, int places) {
    this.strategy = strategy;
    this.workers = workers;
    this.places = engram.base.Check.atLeast("places", places, 1);
  }

  /**
   * Runs until the strategy is at its end or, once {@code stop} says so, until all answers are in.
   *
   * @param listener told of each trial after each answer, in order
   */
  public List<Trial> run(BooleanSupplier stop, Consumer<Trial> listener) {
    while (true) {
      while (running.size() < places && !stop.getAsBoolean() && giveOut()) {}
      Place first = running.poll();
      if (first == null) {
        return List.copyOf(trials);
      }
      clock = Math.max(clock, first.finish);
      Answer answer = await(first);
      int number = first.job.trial();
      trials.set(number, trials.get(number).answered(answer.state, answer.curve));
      listener.accept(trials.get(number));
    }
  }

  private boolean giveOut() {
    Optional<Job> next = strategy.next(List.copyOf(trials));
    next.ifPresent(this::begin);
    return next.isPresent();
  }

  private void begin(Job job) {
    int done = 0;
    if (job.trial() == trials.size()) {
      trials.add(new Trial(job.trial(), job.point(), job.epochs(), Trial.State.RUNNING, List.of()));
    } else {
      Trial earlier = trials.get(job.trial());
      done = earlier.epochs();
      trials.set(job.trial(), earlier.asked(job.epochs()));
    }
    running.add(new Place(job, clock + job.epochs() - done, workers.submit(job)));
  }

  private static Answer await(Place place) {
    try {
      return place.answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }
}
