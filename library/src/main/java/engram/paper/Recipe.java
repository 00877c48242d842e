package engram.paper;

import java.util.List;

/** A paper as a list of experiments, in its own order; found by ServiceLoader. */
public interface Recipe {
  /** As {@code reproduce} names it. */
  String name();

  /** Authors, year and title. */
  String citation();

  /** What to do, in the order of the paper. */
  List<Experiment> experiments();
}
