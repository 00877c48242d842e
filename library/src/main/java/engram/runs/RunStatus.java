package engram.runs;

/** How far a run has come. */
public enum RunStatus {
  /** Training now; shown as {@link #INTERRUPTED} once no process holds the run. */
  RUNNING,
  /** Finished as planned. */
  DONE,
  /** Stopped before its end; can be resumed. */
  INTERRUPTED,
  /** The loss became infinite or not a number. */
  DIVERGED,
  /** Stopped by an error. */
  FAILED
}
