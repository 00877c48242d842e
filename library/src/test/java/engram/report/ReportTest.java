package engram.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  private static final String HOSTILE = "<script>alert('x')</script>\" onerror=\"y & \0\u202E";
  private static final String FULL = Report.html(content("plain", Figures.all().toList()));

  @Test
  void everyFigureStandsInTheReportOnce() {
    String html = FULL;
    Figures.all()
        .forEach(f -> assertEquals(1, count(html, "<figure id=\"" + f.name() + "\""), f.name()));
    assertEquals(Figures.all().count(), count(html, "src=\"data:image/png;base64,"));
  }

  @Test
  void theReportAsksNobodyForAnything() {
    String html = FULL;
    assertFalse(html.contains("http"));
    assertEquals(count(html, "src=\""), count(html, "src=\"data:image/png;base64,"));
    List.of("<script", "<link", "@import", "url(", "href=", "<iframe")
        .forEach(t -> assertFalse(html.contains(t), t));
  }

  @Test
  void hostileTextStaysText() {
    Figure figure = Figures.charts(HOSTILE).findFirst().orElseThrow();
    String html = Report.html(content(HOSTILE, List.of(figure)));
    assertFalse(html.contains("<script"));
    assertFalse(html.contains("\" onerror=\""));
    assertFalse(html.contains("\0") || html.contains("\u202E"));
    assertTrue(html.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;"));
  }

  @Test
  void everyElementIsClosed() {
    String html = FULL;
    List.of("section", "div", "table", "tbody", "tr", "td", "figure", "figcaption", "p", "ul", "li")
        .forEach(t -> assertEquals(count(html, "<" + t + "[ >]"), count(html, "</" + t + ">"), t));
  }

  @Test
  void theSameContentGivesTheSamePage(@TempDir Path folder) throws IOException {
    ReportContent content = content("plain", Figures.charts("plain").limit(1).toList());
    Path file = folder.resolve("report.html");
    Report.write(file, content);
    assertEquals(Report.html(content), Files.readString(file));
  }

  @Test
  void twoFiguresOfOneNameAreRefused() {
    List<Figure> twice = Figures.all().flatMap(f -> java.util.stream.Stream.of(f, f)).toList();
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> content("plain", twice))
                .getMessage());
    assertTrue(message.contains("named 'line'"), message);
  }

  @Test
  void aShortRowIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Table("t", List.of("a", "b"), List.of(List.of("1"))));
  }

  @Test
  void metricsAreExplainedWithTheirUnits() {
    assertTrue(Glossary.explain("test.bce_nats").orElseThrow().endsWith("in nats"));
    assertTrue(Glossary.explain("nll_iwae_nats_50").orElseThrow().endsWith("with 50 samples"));
    assertTrue(Glossary.explain("no_such_metric").isEmpty());
    String html = Report.html(content("plain", List.of()));
    assertTrue(html.contains(Glossary.explain("accuracy").orElseThrow()));
    assertTrue(html.contains(">NaN<"));
  }

  @Test
  void theUnitOfAMetricIsKnownByItsName() {
    assertEquals("nats per image", Glossary.unit("validation.bce_nats").orElseThrow());
    assertEquals("squared error per pixel", Glossary.unit("mse_pixel").orElseThrow());
    assertEquals("nats per pixel", Glossary.unit("restored_bce_pixel").orElseThrow());
    assertTrue(Glossary.unit("loss").isEmpty());
  }

  private static ReportContent content(String text, List<Figure> figures) {
    Table table = Table.of(text, Map.of(text, 0.5));
    return new ReportContent(
        new ReportContent.Head(text, text, text, text),
        Map.of("accuracy", Double.NaN, text, 1.0),
        List.of(text),
        List.of(new Section(text, text, List.of(table), figures)));
  }

  private static long count(String html, String pattern) {
    return Pattern.compile(pattern).matcher(html).results().count();
  }
}
