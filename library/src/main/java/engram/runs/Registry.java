package engram.runs;

import java.util.List;
import java.util.Map;

/**
 * An index of the runs. The folders are the truth: an index may be lost, and lag behind.
 *
 * <p>A run's stamp tells which version of its {@code run.json} was indexed.
 */
interface Registry extends AutoCloseable {
  /** Stamp of each indexed run, by id. */
  Map<String, String> stamps();

  /** Indexes {@code run} in place of what was known of it; all of {@code runs} or none. */
  void put(Map<RunSummary, String> runs);

  /** Forgets the run {@code id}, if it is known. */
  void remove(String id);

  /** Every indexed run, in no particular order. */
  List<RunSummary> runs();

  @Override
  void close();
}
