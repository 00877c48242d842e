package engram.paper;

import engram.report.Figure;
import engram.report.Heading;
import engram.report.PictureFile;
import engram.report.ReportContent;
import engram.report.Section;
import engram.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The report on a paper: its tables and figures in its own order, the paper's value beside ours.
 */
public final class PaperReport {
  private static final List<String> COLUMNS =
      List.of("claim", "paper", "ours", "criterion", "verdict");

  private PaperReport() {}

  /**
   * The report.
   *
   * @param setting scale, data and seed, in words
   * @param command that makes the report
   */
  public static ReportContent of(Recipe recipe, List<Part> parts, String setting, String command) {
    long claims = parts.stream().mapToLong(p -> p.findings().verdicts().size()).sum();
    long hold =
        parts.stream()
            .flatMap(p -> p.findings().verdicts().stream())
            .filter(Verdict::holds)
            .count();
    double seconds = parts.stream().mapToDouble(Part::seconds).sum();
    List<Section> sections = new ArrayList<>();
    for (Part part : parts) {
      sections.add(section(part, command));
    }
    return new ReportContent(
        new ReportContent.Head(
            "Reproduction of " + recipe.citation(),
            setting,
            String.format(
                Locale.ROOT,
                "%d of %d checks hold; experiments: %d; time: %.0f s.",
                hold,
                claims,
                parts.size(),
                seconds),
            command),
        Map.of(),
        warnings(parts),
        sections);
  }

  private static List<String> warnings(List<Part> parts) {
    List<String> all = new ArrayList<>();
    for (Part part : parts) {
      if (!part.failure().isEmpty()) {
        all.add(part.where() + " could not be made: " + part.failure());
      }
      for (Verdict v : part.findings().verdicts()) {
        if (!v.holds()) {
          all.add(
              "%s: %s: measured %s, expected %s"
                  .formatted(part.where(), v.claim(), v.ours(), v.criterion()));
        }
      }
    }
    return all;
  }

  private static Section section(Part part, String command) {
    Findings findings = part.findings();
    List<Table> tables = new ArrayList<>();
    if (!findings.verdicts().isEmpty()) {
      tables.add(
          new Table("", COLUMNS, findings.verdicts().stream().map(PaperReport::row).toList()));
    }
    List<List<String>> commands = part.commands().stream().map(List::of).toList();
    tables.add(
        new Table(
            String.format(
                Locale.ROOT,
                "Made by '%s --only %s' in %.0f s, through",
                command,
                part.id(),
                part.seconds()),
            List.of("command"),
            commands.isEmpty() ? List.of(List.of("(nothing was run)")) : commands));
    List<Figure> figures = new ArrayList<>();
    for (int i = 0; i < findings.pictures().size(); i++) {
      Findings.Picture p = findings.pictures().get(i);
      figures.add(new PictureFile(new Heading(part.id() + "-" + (i + 1), p.caption()), p.file()));
    }
    String text = part.failure().isEmpty() ? findings.remark() : "Failed: " + part.failure();
    return new Section(part.where() + ": " + part.title(), text, tables, figures);
  }

  private static List<String> row(Verdict v) {
    return List.of(v.claim(), v.paper(), v.ours(), v.criterion(), v.holds() ? "pass" : "FAIL");
  }
}
