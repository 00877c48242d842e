package engram.cli;

import engram.base.Paper;
import engram.model.Family;
import engram.model.Translator;
import java.util.List;
import java.util.stream.Collectors;

/** The page that says which model follows which paper, as Markdown; made of the catalogue alone. */
final class PapersPage {
  /** The command that writes the page. */
  static final String COMMAND = "./engram models --markdown > docs/PAPERS.md";

  private PapersPage() {}

  /** The page of {@code families}, with links as seen from {@code docs}. */
  static String of(List<Family> families) {
    return "# Models and their papers\n\nMade by `"
        + COMMAND
        + "`; do not edit.\n\n| model | what it is | paper |\n| --- | --- | --- |\n"
        + families.stream().map(PapersPage::row).collect(Collectors.joining())
        + families.stream().map(PapersPage::section).collect(Collectors.joining());
  }

  private static String row(Family family) {
    return "| [%1$s](#%1$s) | %2$s | %3$s |\n"
        .formatted(family.name(), family.card().summary(), authors(paper(family)));
  }

  private static String section(Family family) {
    Paper p = paper(family);
    String presets =
        family.card().presets().keySet().stream()
            .map(preset -> "`" + preset + "`")
            .collect(Collectors.joining(", "));
    return "\n## %s\n\n%s: %s.\n\n"
            .formatted(family.name(), source(family), family.card().summary())
        + "- Paper: %s, *%s*.\n".formatted(authors(p), p.title())
        + "- Follows: %s.\n".formatted(p.where())
        + (presets.isEmpty() ? "" : "- Presets: %s.\n".formatted(presets))
        + "- Train: `./engram train %s --data %s`\n".formatted(family.name(), data(family));
  }

  private static String data(Family family) {
    return Translator.class.isAssignableFrom(family.card().model()) ? "faces" : "digits";
  }

  private static String authors(Paper p) {
    return p.authors() + (p.year() == 0 ? "" : " " + p.year());
  }

  private static String source(Family family) {
    Class<?> model = family.card().model();
    return "[%s](../%s)".formatted(model.getSimpleName(), file(model));
  }

  /** Where the source of {@code model} is, as seen from the root of the project. */
  static String file(Class<?> model) {
    return "library/src/main/java/" + model.getName().replace('.', '/') + ".java";
  }

  /** The paper that the model of {@code family} follows. */
  static Paper paper(Family family) {
    Paper p = family.card().model().getAnnotation(Paper.class);
    if (p == null) {
      throw new IllegalStateException(family.name() + " cites no paper");
    }
    return p;
  }
}
