package engram.report;

import engram.base.Check;
import java.util.List;
import java.util.Map;

/**
 * Rows of text under named columns.
 *
 * @param title said above it; may be empty
 * @param columns their names
 * @param rows as many cells each as there are columns
 */
public record Table(String title, List<String> columns, List<List<String>> rows) {
  public Table {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    int width = Check.atLeast("columns", columns.size(), 1);
    for (List<String> row : rows) {
      Check.require(
          row.size() == width,
          "table '" + title + "' has " + width + " columns but a row of " + row.size());
    }
  }

  /** Names beside values, in the order of {@code entries}; for specs, plans and machines. */
  public static Table of(String title, Map<String, ?> entries) {
    return new Table(
        title,
        List.of("name", "value"),
        entries.entrySet().stream().map(e -> List.of(e.getKey(), text(e.getValue()))).toList());
  }

  private static String text(Object value) {
    return value instanceof Double || value instanceof Float
        ? Numbers.show(((Number) value).doubleValue())
        : String.valueOf(value);
  }
}
