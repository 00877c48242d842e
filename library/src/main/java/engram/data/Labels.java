package engram.data;

import engram.base.Check;
import java.util.ArrayList;
import java.util.List;

/** The class of each image and the names of the classes. */
public final class Labels {
  private final int[] classOf;
  private final List<String> names;

  /** {@code classOf[i]} is in {@code 0..names.size()-1}; the caller gives the array away. */
  public Labels(int[] classOf, List<String> names) {
    for (int i = 0; i < classOf.length; i++) {
      int c = classOf[i];
      Check.require(
          c >= 0 && c < names.size(),
          "label " + i + " must be in [0, " + (names.size() - 1) + "], got " + c);
    }
    this.classOf = classOf;
    this.names = List.copyOf(names);
  }

  /** Labels whose classes are called "0", "1", ... up to the largest one present. */
  public static Labels numbered(int[] classOf) {
    int max = 0;
    for (int c : classOf) {
      max = Math.max(max, c);
    }
    List<String> names = new ArrayList<>();
    for (int c = 0; c <= max; c++) {
      names.add(Integer.toString(c));
    }
    return new Labels(classOf, names);
  }

  /** The same classes under other names. */
  Labels named(List<String> others) {
    return new Labels(classOf.clone(), others);
  }

  /** Number of images. */
  public int size() {
    return classOf.length;
  }

  /** Class of image {@code index}. */
  public int get(int index) {
    return classOf[index];
  }

  /** Names of the classes, by class number. */
  public List<String> names() {
    return names;
  }
}
