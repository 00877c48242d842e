package engram.report;

import java.util.List;

/**
 * What is written around a sheet of images.
 *
 * @param rows at the left, top to bottom; empty for none
 * @param columns on top, left to right; empty for none
 * @param x title below; empty for none
 * @param y title at the left; empty for none
 */
public record SheetLabels(List<String> rows, List<String> columns, String x, String y) {
  /** Nothing is written. */
  public static final SheetLabels NONE = new SheetLabels(List.of(), List.of(), "", "");

  public SheetLabels {
    rows = List.copyOf(rows);
    columns = List.copyOf(columns);
  }

  /** Labels at the left only. */
  public static SheetLabels ofRows(List<String> rows) {
    return new SheetLabels(rows, List.of(), "", "");
  }

  /** Labels on top only. */
  public static SheetLabels ofColumns(List<String> columns) {
    return new SheetLabels(List.of(), columns, "", "");
  }

  /** The same labels with titles below and at the left. */
  public SheetLabels withTitles(String newX, String newY) {
    return new SheetLabels(rows, columns, newX, newY);
  }
}
