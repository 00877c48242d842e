package engram.paper;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What came out of an experiment.
 *
 * @param verdicts in the order of the report
 * @param pictures PNG files
 * @param remark what a reader must know besides, such as why we differ from the paper; may be empty
 */
public record Findings(List<Verdict> verdicts, List<Picture> pictures, String remark) {
  public Findings {
    verdicts = List.copyOf(verdicts);
    pictures = List.copyOf(pictures);
  }

  /** A PNG file and what it shows. */
  public record Picture(Path file, String caption) {}

  /** These verdicts, without pictures. */
  public static Findings of(Verdict... verdicts) {
    return new Findings(List.of(verdicts), List.of(), "");
  }

  /** The same with a picture more. */
  public Findings with(Path picture, String caption) {
    return with(List.of(new Picture(picture, caption)));
  }

  /** The same with {@code more} pictures. */
  public Findings with(List<Picture> more) {
    List<Picture> all = new ArrayList<>(pictures);
    all.addAll(more);
    return new Findings(verdicts, all, remark);
  }

  /** The same with a remark. */
  public Findings remarking(String words) {
    return new Findings(verdicts, pictures, words);
  }

  /** Whether all claims hold. */
  public boolean hold() {
    return verdicts.stream().allMatch(Verdict::holds);
  }
}
