package engram.data.fetch;

/** Is told how far a download is. */
@FunctionalInterface
public interface Progress {
  /** {@code done} of {@code total} bytes of {@code file} are here; may come from any thread. */
  void at(String file, long done, long total);
}
