package engram.cli;

import engram.data.DataSet;
import engram.data.ImageOptions;
import engram.data.Part;
import engram.model.coding.Solver;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Something that {@code bench} times. */
@FunctionalInterface
interface Workload {
  Timed run(Task task);

  /**
   * What to do, as the user said it.
   *
   * @param steps timed steps, passes or iterations; 0: as many as the workload usually makes
   * @param warmup steps before the timed ones
   * @param points how many points of a map; 0: all
   * @param solver of sparse codes; null: as lca encodes
   * @param dictionary atoms as .npy; null: learned first
   */
  record Task(
      String data,
      int steps,
      int warmup,
      int points,
      Solver.@Nullable Method solver,
      @Nullable Path dictionary,
      TrainingRun.Compute how) {
    DataSet images(Part part) {
      return Common.data(data, part, ImageOptions.defaults());
    }

    int stepsOr(int usual) {
      return steps == 0 ? usual : steps;
    }
  }

  /**
   * How long it took and what came out.
   *
   * @param unit what {@code count} per second is called
   * @param seconds wall time of the timed part
   * @param value a loss, an energy, a share or a number of clusters, to compare with the peer's
   */
  record Timed(String unit, int count, double seconds, double value) {
    static Timed since(long start, String unit, int count, double value) {
      return new Timed(unit, count, (System.nanoTime() - start) / 1e9, value);
    }
  }
}
