package engram.report;

import engram.base.Check;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that a report says.
 *
 * @param metrics values by name, in the order shown; what a name means comes from {@link Glossary}
 * @param warnings what the reader must know before trusting the rest; may be empty
 * @param sections in the order shown; no two figures share a name
 */
public record ReportContent(
    Head head, Map<String, Double> metrics, List<String> warnings, List<Section> sections) {
  /**
   * The top of a report.
   *
   * @param subtitle model, data, run: one line
   * @param summary one paragraph: what was done and what came out
   * @param command the command line that made it
   */
  public record Head(String title, String subtitle, String summary, String command) {
    public Head {
      Check.require(!title.isBlank(), "a report needs a title");
    }
  }

  public ReportContent {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    warnings = List.copyOf(warnings);
    sections = List.copyOf(sections);
    Set<String> names = new HashSet<>();
    for (Section section : sections) {
      for (Figure figure : section.figures()) {
        Check.require(
            names.add(figure.name()), "two figures of a report are named '" + figure.name() + "'");
      }
    }
  }
}
