package engram.report;

import engram.base.SafeFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * One page that holds everything about a run: it asks no other file or server for anything, runs no
 * script, and every text in it is escaped.
 */
public final class Report {
  private static final String STYLE = "report.css";
  private static final int PAIRS = 2;

  private Report() {}

  /**
   * Writes the page to {@code file}, all or nothing.
   *
   * @throws engram.base.EngramException if the file cannot be created or written
   */
  public static void write(Path file, ReportContent content) {
    SafeFile.writeText(file, html(content));
  }

  /** The page; the same content always gives the same text. */
  public static String html(ReportContent content) {
    return "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        + Html.element("title", "", content.head().title())
        + ("<style>\n" + style() + "</style>\n</head>\n<body>\n<main>\n")
        + head(content.head())
        + warnings(content.warnings())
        + metrics(content.metrics())
        + content.sections().stream().map(Report::section).collect(Collectors.joining())
        + "<footer>Made by Engram</footer>\n</main>\n</body>\n</html>\n";
  }

  private static String head(ReportContent.Head head) {
    String command =
        head.command().isBlank()
            ? ""
            : "<pre class=\"command\"><code>" + Html.escape(head.command()) + "</code></pre>\n";
    return "<header>\n"
        + Html.element("h1", "", head.title())
        + Html.element("p", "subtitle", head.subtitle())
        + Html.element("p", "summary", head.summary())
        + command
        + "</header>\n";
  }

  private static String warnings(List<String> warnings) {
    return warnings.isEmpty()
        ? ""
        : "<section class=\"warnings\">\n<h2>Warnings</h2>\n<ul>\n"
            + warnings.stream().map(w -> Html.element("li", "", w)).collect(Collectors.joining())
            + "</ul>\n</section>\n";
  }

  private static String metrics(Map<String, Double> metrics) {
    return metrics.isEmpty()
        ? ""
        : "<section>\n<h2>Metrics</h2>\n<table class=\"metrics\">\n"
            + "<thead><tr><th>metric</th><th class=\"number\">value</th><th>meaning</th></tr>"
            + "</thead>\n<tbody>\n"
            + metrics.entrySet().stream().map(Report::metric).collect(Collectors.joining())
            + "</tbody>\n</table>\n</section>\n";
  }

  private static String metric(Map.Entry<String, Double> metric) {
    return "<tr><td><code>"
        + Html.escape(metric.getKey())
        + "</code></td><td class=\"number\">"
        + Numbers.show(metric.getValue())
        + "</td><td>"
        + Html.escape(Glossary.explain(metric.getKey()).orElse(""))
        + "</td></tr>\n";
  }

  private static String section(Section section) {
    return "<section>\n"
        + Html.element("h2", "", section.title())
        + Html.element("p", "", section.text())
        + wrap("tables", section.tables().stream().map(Report::table))
        + wrap("figures", section.figures().stream().map(Report::figure))
        + "</section>\n";
  }

  private static String wrap(String kind, java.util.stream.Stream<String> parts) {
    String all = parts.collect(Collectors.joining());
    return all.isEmpty() ? "" : "<div class=\"" + kind + "\">\n" + all + "</div>\n";
  }

  private static String table(Table table) {
    String kind = table.columns().size() == PAIRS ? "scroll" : "scroll wide";
    return ("<div class=\"" + kind + "\">\n<table>\n")
        + Html.element("caption", "", table.title())
        + ("<thead>" + row("th", table.columns()) + "</thead>\n<tbody>\n")
        + table.rows().stream().map(r -> row("td", r)).collect(Collectors.joining())
        + "</tbody>\n</table>\n</div>\n";
  }

  private static String row(String cell, List<String> texts) {
    return texts.stream()
        .map(t -> "<" + cell + ">" + Html.escape(t) + "</" + cell + ">")
        .collect(Collectors.joining("", "<tr>", "</tr>\n"));
  }

  private static String figure(Figure figure) {
    BufferedImage image = figure.draw();
    return "<figure id=\""
        + Html.escape(figure.name())
        + "\">\n<img width=\""
        + image.getWidth() / Canvas.SCALE
        + "\" height=\""
        + image.getHeight() / Canvas.SCALE
        + "\" alt=\""
        + Html.escape(figure.alt())
        + "\" src=\"data:image/png;base64,"
        + Base64.getEncoder().encodeToString(Png.bytes(image))
        + "\">\n"
        + Html.element("figcaption", "", figure.caption())
        + "</figure>\n";
  }

  private static String style() {
    try (InputStream in = Objects.requireNonNull(Report.class.getResourceAsStream(STYLE), STYLE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(STYLE, e);
    }
  }
}
