package engram.runs;

import java.util.List;

/**
 * How a run's files compare with their recorded digests; names are relative to the run's folder.
 *
 * @param files how many files are there
 * @param missing recorded but not there
 * @param changed there with other content
 * @param extra there but not recorded
 */
public record Verification(
    int files, List<String> missing, List<String> changed, List<String> extra) {
  public Verification {
    missing = List.copyOf(missing);
    changed = List.copyOf(changed);
    extra = List.copyOf(extra);
  }

  /** Whether every file is as recorded. */
  public boolean ok() {
    return missing.isEmpty() && changed.isEmpty() && extra.isEmpty();
  }
}
