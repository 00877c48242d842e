package engram.data;

import engram.base.EngramException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * How a folder of images is read.
 *
 * @param size the size every image is resampled to; if empty all must be of one size already
 * @param labelFrom its first group, on the path within the folder, is the label; if empty the first
 *     folder of that path is
 * @param splitBy its first group, on that path, names what must not be in both parts, e.g. a person
 * @param skipBad whether a file that cannot be read is left out rather than an error
 * @param skipped is told of each file left out, in one line
 */
public record ImageOptions(
    Optional<Size> size,
    Optional<Pattern> labelFrom,
    Optional<Pattern> splitBy,
    boolean skipBad,
    Consumer<String> skipped) {
  /** A size in pixels. */
  public record Size(int height, int width) {
    public Size {
      ImageShape.grey(height, width);
    }
  }

  /** All images of one size, subfolders as labels, any bad file an error. */
  public static ImageOptions defaults() {
    return new ImageOptions(
        Optional.empty(), Optional.empty(), Optional.empty(), false, line -> {});
  }

  /** Refuses options that need files with paths, which the data called {@code name} has not. */
  void requireNoPaths(String name) {
    String given =
        labelFrom.isPresent()
            ? "label-from"
            : splitBy.isPresent() ? "split-by" : skipBad ? "skip-bad" : "";
    if (!given.isEmpty()) {
      throw EngramException.usage(
          "--%s is for folders of images, and %s is none; leave it out".formatted(given, name));
    }
  }

  /** These options with every image resampled to {@code height x width}. */
  public ImageOptions withSize(int height, int width) {
    Optional<Size> to = Optional.of(new Size(height, width));
    return new ImageOptions(to, labelFrom, splitBy, skipBad, skipped);
  }

  /**
   * These options with labels from the first group of {@code expression}.
   *
   * @throws EngramException if it is no regular expression or has no group
   */
  public ImageOptions withLabelFrom(String expression) {
    Optional<Pattern> from = Optional.of(pattern("label expression", expression));
    return new ImageOptions(size, from, splitBy, skipBad, skipped);
  }

  /**
   * These options with all images of which the first group of {@code expression} is the same in one
   * part, where a folder comes without a test part.
   *
   * @throws EngramException if it is no regular expression or has no group
   */
  public ImageOptions withSplitBy(String expression) {
    Optional<Pattern> by = Optional.of(pattern("split expression", expression));
    return new ImageOptions(size, labelFrom, by, skipBad, skipped);
  }

  private static Pattern pattern(String what, String expression) {
    try {
      Pattern pattern = Pattern.compile(expression);
      if (pattern.matcher("").groupCount() < 1) {
        throw EngramException.usage(
            what + " '" + expression + "' has no group; put what it is to find in (...)");
      }
      return pattern;
    } catch (PatternSyntaxException e) {
      throw new EngramException(
          EngramException.Kind.USAGE, what + " '" + expression + "': " + e.getDescription(), e);
    }
  }

  /** These options with bad files left out; {@code report} is told of each. */
  public ImageOptions withSkipBad(Consumer<String> report) {
    return new ImageOptions(size, labelFrom, splitBy, true, report);
  }
}
