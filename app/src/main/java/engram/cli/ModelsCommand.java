package engram.cli;

import engram.base.EngramException;
import engram.base.Names;
import engram.base.Paper;
import engram.data.ImageShape;
import engram.model.Family;
import engram.model.Model;
import engram.model.Phase;
import engram.model.Setting;
import engram.model.Specs;
import engram.tensor.Device;
import engram.tensor.Scope;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the models, or tells all of one. */
@Command(
    name = "models",
    description = "List the models, or show one with its paper, phases and hyperparameters.",
    footer = {"", "Example: engram models vae"})
final class ModelsCommand implements Callable<Integer> {
  @Mixin Common common = new Common();

  @Parameters(arity = "0..1", paramLabel = "MODEL", description = "one of the list")
  @Nullable String model;

  @Option(names = "--markdown", description = "write the page of all models and their papers")
  boolean markdown;

  private final Console console;

  ModelsCommand(Console console) {
    this.console = console;
  }

  private record Line(String name, String family, String summary, String paper) {}

  private record Models(List<Line> models) {}

  private record Details(
      String name,
      String family,
      String summary,
      PaperLine paper,
      List<String> phases,
      List<Specs.Hyperparameter> hyperparameters,
      Map<String, Map<String, String>> presets,
      Map<String, String> training,
      Map<String, Map<String, String>> presetTraining) {}

  private record PaperLine(String title, String authors, int year, String where) {}

  @Override
  public Integer call() {
    if (markdown) {
      page();
    } else if (model == null) {
      list();
    } else {
      show(Family.named(model));
    }
    return 0;
  }

  private record Page(String markdown) {}

  private void page() {
    if (model != null) {
      throw EngramException.usage("--markdown is of all models; leave out " + model);
    }
    String text = PapersPage.of(Family.all());
    console.result(common.json, new Page(text), text.stripTrailing());
  }

  private void list() {
    List<Line> lines =
        Family.all().stream()
            .map(f -> new Line(f.name(), familyOf(f), f.card().summary(), paper(f).authors()))
            .toList();
    StringBuilder text = new StringBuilder();
    for (Line l : lines) {
      text.append(String.format(Locale.ROOT, "%-18s %-14s %s%n", l.name, l.family, l.summary));
    }
    console.result(common.json, new Models(lines), text.toString().stripTrailing());
  }

  private void show(Family family) {
    Family.Card card = family.card();
    Details d =
        new Details(
            card.name(),
            familyOf(family),
            card.summary(),
            paper(family),
            phases(family),
            Specs.describe(card.defaults()),
            texts(card.presets()),
            Specs.toMap(card.training()),
            texts(card.presetTraining()));
    console.result(common.json, d, text(d));
  }

  private static Map<String, Map<String, String>> texts(Map<String, ? extends Record> named) {
    Map<String, Map<String, String>> texts = new TreeMap<>();
    named.forEach((name, values) -> texts.put(name, Specs.toMap(values)));
    return texts;
  }

  private static String text(Details d) {
    StringBuilder text = new StringBuilder();
    PaperLine p = d.paper;
    text.append(String.format(Locale.ROOT, "%s: %s%n%n", d.name, d.summary));
    text.append(
        String.format(
            Locale.ROOT,
            "paper    %s, \"%s\"%s, %s%nphases   %s%n%n",
            p.authors,
            p.title,
            p.year == 0 ? "" : " (" + p.year + ")",
            p.where,
            String.join(", ", d.phases)));
    for (Specs.Hyperparameter h : d.hyperparameters) {
      text.append(
          String.format(Locale.ROOT, "--set %-16s %-12s %s%n", h.name(), h.value(), h.allowed()));
    }
    d.presets.forEach(
        (name, values) ->
            text.append(String.format(Locale.ROOT, "%n--preset %-19s %s", name, values)));
    text.append(String.format(Locale.ROOT, "%ntraining %s", d.training));
    d.presetTraining.forEach(
        (name, own) ->
            text.append(String.format(Locale.ROOT, "%ntraining of %-16s %s", name, own)));
    return text.toString();
  }

  private static List<String> phases(Family family) {
    try (Scope s = new Scope()) {
      ImageShape shape = ImageShape.grey(28, 28);
      Setting setting = new Setting(shape, 10, Device.CPU, new engram.base.Seed(0), List.of(shape));
      Model built = family.create(family.card().defaults(), setting);
      return built.phases().stream().map(Phase::name).toList();
    }
  }

  private static String familyOf(Family family) {
    String pack = family.card().model().getPackageName();
    return Names.snake(pack.substring(pack.lastIndexOf('.') + 1));
  }

  private static PaperLine paper(Family family) {
    Paper p = PapersPage.paper(family);
    return new PaperLine(p.title(), p.authors(), p.year(), p.where());
  }
}
