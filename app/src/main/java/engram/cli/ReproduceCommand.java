package engram.cli;

import engram.base.EngramException;
import engram.base.Json;
import engram.base.Names;
import engram.base.Nearest;
import engram.base.SafeFile;
import engram.paper.Experiment;
import engram.paper.Findings;
import engram.paper.PaperReport;
import engram.paper.Part;
import engram.paper.Recipe;
import engram.paper.Scale;
import engram.paper.Verdict;
import engram.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes the experiments of a paper and says which of its claims hold. */
@Command(
    name = "reproduce",
    description =
        "Make every experiment of a paper and check its claims; finished ones are kept. Papers:"
            + " dolgikh, iriarte, barari, mathews, sayapaneni or all.",
    footer = {"", "Example: engram reproduce iriarte --scale quick"})
final class ReproduceCommand implements Callable<Integer> {
  private static final String ALL = "all";

  @Mixin Common common = new Common();

  @Parameters(paramLabel = "PAPER", description = "which paper, or all")
  String paper = "";

  @Option(
      names = "--scale",
      paramLabel = "S",
      description = "quick (minutes, fewer images and steps) or full (default: quick)")
  Scale scale = Scale.QUICK;

  @Option(names = "--data", paramLabel = "D", description = "images of digits (default: mnist)")
  String data = "mnist";

  @Option(names = "--seed", paramLabel = "N", description = "of all trainings (default: 1)")
  long seed = 1;

  @Option(names = "--only", paramLabel = "ID", description = "one experiment, such as figure-2")
  @Nullable String only;

  @Option(names = "--again", description = "make experiments again that are finished")
  boolean again;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "folder to write to (default: reproduce)")
  Path out = Path.of("reproduce");

  /** Errors that no later experiment escapes. */
  private static final Set<EngramException.Kind> ENDING =
      EnumSet.of(EngramException.Kind.INTERRUPTED, EngramException.Kind.IO);

  private final Console console;

  ReproduceCommand(Console console) {
    this.console = console;
  }

  /** A finished experiment, and what it was made for. */
  private record Kept(String setting, Part part) {}

  private record Check(
      String paper, String experiment, String where, Verdict verdict, double seconds) {}

  private record Result(
      Scale scale,
      String data,
      long seed,
      List<Check> checks,
      List<String> failures,
      int failed,
      List<Path> reports) {}

  @Override
  public Integer call() {
    List<Recipe> recipes = recipes();
    DataOptions images = new DataOptions();
    images.data = data;
    images.open(engram.data.Part.TEST, console);
    List<Check> checks = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    List<Path> reports = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    Workshop shop = new Workshop(console, out, common.home, scale, data, seed);
    for (Recipe recipe : recipes) {
      List<Part> parts = new ArrayList<>();
      for (Experiment experiment : chosen(recipe)) {
        Part part = made(shop, recipe, experiment);
        parts.add(part);
        for (Verdict v : part.findings().verdicts()) {
          checks.add(new Check(recipe.name(), part.id(), part.where(), v, part.seconds()));
          text.append(line(recipe, part, v)).append(System.lineSeparator());
        }
        if (!part.failure().isEmpty()) {
          failures.add(recipe.name() + " " + part.id() + ": " + part.failure());
          text.append("FAIL  ").append(failures.get(failures.size() - 1)).append('\n');
        }
      }
      Path report = out.resolve(recipe.name() + (only == null ? "" : "-" + only) + ".html");
      Report.write(report, PaperReport.of(recipe, parts, setting(), command(recipe)));
      reports.add(report);
    }
    int failed = failures.size() + (int) checks.stream().filter(c -> !c.verdict.holds()).count();
    text.append(checks.size() - failed + failures.size()).append(" of ").append(checks.size());
    text.append(" checks hold");
    if (!failures.isEmpty()) {
      text.append("; experiments that could not be made: ").append(failures.size());
    }
    text.append(OutFile.wrote(reports));
    Result result = new Result(scale, data, seed, checks, failures, failed, reports);
    console.result(common.json, result, text.toString());
    return failed == 0 ? 0 : EngramException.Kind.CHECK_FAILED.exitCode();
  }

  private List<Recipe> recipes() {
    List<Recipe> known =
        ServiceLoader.load(Recipe.class).stream()
            .map(ServiceLoader.Provider::get)
            .sorted(Comparator.comparing(Recipe::name))
            .toList();
    if (paper.equals(ALL)) {
      if (only != null) {
        throw EngramException.usage("--only names an experiment of one paper, not of all");
      }
      return known;
    }
    List<String> names = new ArrayList<>(known.stream().map(Recipe::name).toList());
    names.add(ALL);
    return List.of(
        known.stream()
            .filter(r -> r.name().equals(paper))
            .findFirst()
            .orElseThrow(() -> EngramException.usage(Nearest.unknown("paper", paper, names))));
  }

  private List<Experiment> chosen(Recipe recipe) {
    String id = only;
    if (id == null) {
      return recipe.experiments();
    }
    List<String> ids = recipe.experiments().stream().map(Experiment::id).toList();
    return List.of(
        recipe.experiments().stream()
            .filter(e -> e.id().equals(id))
            .findFirst()
            .orElseThrow(
                () ->
                    EngramException.usage(
                        Nearest.unknown("experiment of " + recipe.name(), id, ids))));
  }

  private String setting() {
    return "scale %s, data %s, seed %d, Engram %s"
        .formatted(Names.of(scale), data, seed, Main.VERSION);
  }

  private String command(Recipe recipe) {
    return "engram reproduce %s --scale %s --data %s --seed %d"
        .formatted(recipe.name(), Names.of(scale), data, seed);
  }

  private Part made(Workshop shop, Recipe recipe, Experiment experiment) {
    Path folder = out.resolve(recipe.name()).resolve(experiment.id());
    Path file = folder.resolve("result.json");
    Optional<Part> kept = again ? Optional.empty() : kept(file);
    if (kept.isPresent()) {
      return kept.get();
    }
    console.say(recipe.name() + ": " + experiment.where() + ", " + experiment.title());
    shop.begin(folder);
    long start = System.nanoTime();
    Findings findings = Findings.of();
    String failure = "";
    try {
      findings = moved(experiment.make().apply(shop), folder);
    } catch (EngramException | IllegalStateException e) {
      if (e instanceof EngramException x && ENDING.contains(x.kind())) {
        throw e;
      }
      failure = String.valueOf(e.getMessage());
    }
    Part part =
        new Part(
            experiment.id(),
            experiment.where(),
            experiment.title(),
            findings,
            shop.commands(),
            failure,
            (System.nanoTime() - start) / 1e9);
    if (failure.isEmpty()) {
      SafeFile.writeText(file, Json.pretty(new Kept(setting(), part)));
    }
    return part;
  }

  /** What was found before in the same setting, pictures and all. */
  private Optional<Part> kept(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    Kept kept = Json.read(file, Kept.class);
    boolean whole =
        kept.setting.equals(setting())
            && kept.part.findings().pictures().stream()
                .allMatch(p -> Files.isRegularFile(p.file()));
    return whole ? Optional.of(kept.part) : Optional.empty();
  }

  /**
   * The same with the pictures copied to {@code folder}, where runs may be deleted without loss.
   */
  private static Findings moved(Findings findings, Path folder) {
    List<Findings.Picture> pictures = new ArrayList<>();
    for (Findings.Picture p : findings.pictures()) {
      Path to = folder.resolve("picture-" + (pictures.size() + 1) + ".png");
      try {
        Files.copy(p.file(), to, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        throw EngramException.io(p.file(), e);
      }
      pictures.add(new Findings.Picture(to, p.caption()));
    }
    return new Findings(findings.verdicts(), pictures, findings.remark());
  }

  private static String line(Recipe recipe, Part part, Verdict v) {
    return String.format(
        Locale.ROOT,
        "%-4s  %s %s: %s: %s (%s%s)",
        v.holds() ? "pass" : "FAIL",
        recipe.name(),
        part.id(),
        v.claim(),
        v.ours(),
        v.criterion(),
        v.paper().isEmpty() ? "" : "; paper: " + v.paper());
  }
}
