package engram.report;

import engram.base.Check;

/**
 * The name and the caption of a figure.
 *
 * @param name file stem: letters, digits, dot, minus and underscore, not starting with a dot
 * @param caption what the figure shows; may be empty
 */
public record Heading(String name, String caption) {
  public Heading {
    Check.require(
        name.matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}"),
        "figure name must be 1 to 100 letters, digits, '.', '-' or '_', got '" + name + "'");
  }
}
