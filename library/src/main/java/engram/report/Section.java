package engram.report;

import java.util.List;

/**
 * A part of a report: a heading, a paragraph, tables, figures; each may be empty but the heading.
 */
public record Section(String title, String text, List<Table> tables, List<Figure> figures) {
  public Section {
    tables = List.copyOf(tables);
    figures = List.copyOf(figures);
  }

  /** A section of figures. */
  public static Section ofFigures(String title, String text, List<Figure> figures) {
    return new Section(title, text, List.of(), figures);
  }

  /** A section of tables. */
  public static Section ofTables(String title, String text, List<Table> tables) {
    return new Section(title, text, tables, List.of());
  }
}
