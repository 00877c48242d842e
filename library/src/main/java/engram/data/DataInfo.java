package engram.data;

import java.util.List;

/**
 * What there is to know about a data set without looking at it.
 *
 * @param name the data set
 * @param images number of images
 * @param channels 1 for grey, 3 for colour
 * @param height rows of pixels
 * @param width pixels in a row
 * @param element how values are stored
 * @param classes the classes and how many images each has; empty without labels
 * @param factors names of the known factors; empty if none are known
 */
public record DataInfo(
    String name,
    int images,
    int channels,
    int height,
    int width,
    Pixels.Element element,
    List<ClassCount> classes,
    List<String> factors) {
  /** A class and how many images it has. */
  public record ClassCount(String name, int images) {}

  public DataInfo {
    classes = List.copyOf(classes);
    factors = List.copyOf(factors);
  }

  /** The facts about {@code data}. */
  public static DataInfo of(DataSet data) {
    ImageShape s = data.shape();
    return new DataInfo(
        data.name(),
        data.size(),
        s.channels(),
        s.height(),
        s.width(),
        data.element(),
        classes(data),
        data.factorNames());
  }

  private static List<ClassCount> classes(DataSet data) {
    int[] counts = new int[data.classNames().size()];
    for (int i = 0; data.hasLabels() && i < data.size(); i++) {
      counts[data.label(i)]++;
    }
    return java.util.stream.IntStream.range(0, counts.length)
        .mapToObj(c -> new ClassCount(data.classNames().get(c), counts[c]))
        .toList();
  }
}
