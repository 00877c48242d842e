package engram.paper;

import java.util.List;

/**
 * An experiment that was made.
 *
 * @param id of the experiment
 * @param commands that were run for it, in order
 * @param failure the line of an error that ended it; empty if none did
 * @param seconds it took, without trainings that were there already
 */
public record Part(
    String id,
    String where,
    String title,
    Findings findings,
    List<String> commands,
    String failure,
    double seconds) {
  public Part {
    commands = List.copyOf(commands);
  }

  /** Whether it came to its end and all claims hold. */
  public boolean holds() {
    return failure.isEmpty() && findings.hold();
  }
}
