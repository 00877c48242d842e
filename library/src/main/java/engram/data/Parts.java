package engram.data;

import engram.base.Seed;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the training and the test part of a data set come from; each is read only when asked for.
 *
 * <p>Without a test part a tenth of the images, always the same ones, is held out as one.
 */
public final class Parts {
  /** Share of the images that is held out. */
  static final double HELD_OUT = 0.1;

  /** Decides which. */
  static final Seed SEED = new Seed(0).child("test part");

  private final Supplier<DataSet> train;
  private final @Nullable Supplier<DataSet> test;

  private Parts(Supplier<DataSet> train, @Nullable Supplier<DataSet> test) {
    this.train = train;
    this.test = test;
  }

  /** A set that comes with both parts. */
  public static Parts of(Supplier<DataSet> train, Supplier<DataSet> test) {
    return new Parts(train, test);
  }

  /** A set that comes as one. */
  public static Parts whole(Supplier<DataSet> all) {
    return new Parts(all, null);
  }

  /** The images of {@code part}. */
  public DataSet get(Part part) {
    if (test != null) {
      return part == Part.TRAIN ? train.get() : test.get();
    }
    DataSet all = train.get();
    if (all.size() < 2) {
      return all;
    }
    DataSet.Split split = all.split(HELD_OUT, SEED);
    return part == Part.TRAIN ? split.train() : split.validation();
  }
}
