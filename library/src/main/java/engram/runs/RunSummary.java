package engram.runs;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One line of the list of runs.
 *
 * @param id name of the run
 * @param model name of its model
 * @param status how far it has come
 * @param created when it began
 * @param finished when it ended, if it did
 * @param data name of its data
 * @param seed root of its randomness
 * @param metrics results by name, in order
 */
public record RunSummary(
    String id,
    String model,
    RunStatus status,
    Instant created,
    Optional<Instant> finished,
    String data,
    long seed,
    Map<String, Double> metrics) {
  public RunSummary {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }

  /** The line for {@code record}. */
  static RunSummary of(RunRecord record) {
    return new RunSummary(
        record.id(),
        record.model(),
        record.status(),
        record.created(),
        record.finished(),
        record.request().data().name(),
        record.request().seed(),
        record.metrics());
  }

  RunSummary withStatus(RunStatus newStatus) {
    return new RunSummary(id, model, newStatus, created, finished, data, seed, metrics);
  }
}
