package engram.data;

import engram.base.Check;
import java.util.List;
import java.util.Optional;

/**
 * A data set that has a name.
 *
 * @param name what a person types
 * @param train number of training images
 * @param test number of test images
 * @param description what it is, in one line
 * @param classNames names of the classes by number; empty if they are called by their numbers
 * @param builtIn whether a {@link Generator} draws it, so that no download is needed
 */
public record KnownData(
    String name,
    int train,
    int test,
    String description,
    List<String> classNames,
    boolean builtIn) {
  private static final List<KnownData> ALL =
      List.of(
          drawn("digits", 60_000, 10_000, "28x28 drawn digits with known factors"),
          drawn("faces", 4_000, 1_000, "64x64 drawn faces with known factors"),
          read("mnist", "28x28 handwritten digits (LeCun et al. 1998)"),
          read(
              "fashion-mnist",
              "28x28 pictures of clothes (Xiao et al. 2017)",
              "t-shirt",
              "trouser",
              "pullover",
              "dress",
              "coat",
              "sandal",
              "shirt",
              "sneaker",
              "bag",
              "boot"),
          read(
              "kmnist",
              "28x28 cursive Japanese characters (Clanuwat et al. 2018)",
              "o",
              "ki",
              "su",
              "tsu",
              "na",
              "ha",
              "ma",
              "ya",
              "re",
              "wo"));

  public KnownData {
    Check.atLeast("train", train, 1);
    Check.atLeast("test", test, 1);
    classNames = List.copyOf(classNames);
  }

  private static KnownData drawn(String name, int train, int test, String description) {
    return new KnownData(name, train, test, description, List.of(), true);
  }

  private static KnownData read(String name, String description, String... classNames) {
    return new KnownData(name, 60_000, 10_000, description, List.of(classNames), false);
  }

  /** All of them, built-in ones first. */
  public static List<KnownData> all() {
    return ALL;
  }

  /** The data set that a person calls {@code name}. */
  public static Optional<KnownData> named(String name) {
    return ALL.stream().filter(d -> d.name.equals(name)).findFirst();
  }

  /** Number of images of {@code part}. */
  public int size(Part part) {
    return part == Part.TRAIN ? train : test;
  }
}
