package engram.runs;

import java.util.Optional;

/**
 * Which runs to list; an empty part admits all.
 *
 * @param model name of the model
 * @param status how far the run has come
 * @param data name of the data
 */
public record RunFilter(Optional<String> model, Optional<RunStatus> status, Optional<String> data) {
  /** Admits every run. */
  public static RunFilter all() {
    return new RunFilter(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Admits runs of {@code newModel} only. */
  public RunFilter withModel(String newModel) {
    return new RunFilter(Optional.of(newModel), status, data);
  }

  /** Admits runs of {@code newStatus} only. */
  public RunFilter withStatus(RunStatus newStatus) {
    return new RunFilter(model, Optional.of(newStatus), data);
  }

  /** Admits runs on {@code newData} only. */
  public RunFilter withData(String newData) {
    return new RunFilter(model, status, Optional.of(newData));
  }

  /** Whether {@code run} is admitted. */
  public boolean admits(RunSummary run) {
    return model.map(run.model()::equals).orElse(true)
        && status.map(run.status()::equals).orElse(true)
        && data.map(run.data()::equals).orElse(true);
  }
}
