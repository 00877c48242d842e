package engram.cli;

import engram.base.Check;
import engram.base.EngramException;
import engram.base.Json;
import engram.base.Nearest;
import engram.base.Seed;
import engram.data.DataSet;
import engram.data.Part;
import engram.model.Family;
import engram.model.Model;
import engram.model.Specs;
import engram.runs.RunStore;
import engram.search.SpaceFile;
import engram.tensor.Scope;
import engram.train.Evaluation;
import engram.train.Plan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Searches for the hyperparameters of a model. */
@Command(
    name = "search",
    description =
        "Search for hyperparameters: train a model many times, each time a run, and show which"
            + " values are best and which matter.",
    footer = {
      "",
      "A space file names a list or a range for each hyperparameter that is searched:",
      "  latent: [2, 5, 10]",
      "  learning_rate: {from: 1e-5, to: 1e-2, log: true}",
      "Ready spaces: iriarte (conv-ae), sayapaneni-rho, -beta and -alpha (sparse-kl-ae).",
      "",
      "Examples: engram search conv-ae --data mnist --space iriarte --strategy asha --time 1h",
      "          engram search --resume last"
    })
final class SearchCommand implements Callable<Integer> {
  private static final int USUAL_TRIALS = 20;
  private static final int ALL_OF_A_GRID = 1_000_000;
  private static final int CHECKPOINT_SECONDS = 30;

  /** What a resumed search may be told. */
  private static final List<String> FREE =
      List.of(
          "--resume",
          "--time",
          "--threads",
          "--device",
          "--precision",
          "--deterministic",
          "--json",
          "--home",
          "--debug");

  @Mixin Common common = new Common();
  @Mixin DataOptions data = new DataOptions();
  @Mixin ComputeOptions compute = new ComputeOptions();

  @Parameters(arity = "0..1", paramLabel = "MODEL", description = "see 'engram models'")
  @Nullable String model;

  @Option(names = "--space", paramLabel = "FILE", description = "YAML or JSON file, or a ready one")
  @Nullable String space;

  @Option(
      names = "--trials",
      paramLabel = "N",
      description = "configurations to try (default: 20; with grid: all)")
  @Nullable Integer trials;

  @Option(
      names = "--strategy",
      paramLabel = "S",
      description = "grid, random, tpe, halving or asha (default: tpe)")
  SearchSettings.Kind strategy = SearchSettings.Kind.TPE;

  @Option(
      names = "--eta",
      paramLabel = "N",
      description = "with halving and asha, one of N goes on, N times as long (default: 3)")
  int eta = 3;

  @Option(names = "--time", paramLabel = "T", description = "stop after T, such as 90s, 30m, 2h")
  @Nullable String time;

  @Option(
      names = "--parallel",
      paramLabel = "N",
      description = "trainings at once, each with its share of the threads (default: 1)")
  int parallel = 1;

  @Option(
      names = "--metric",
      paramLabel = "M",
      description = "what trials are judged by on validation images (default: the model's loss)")
  @Nullable String metric;

  @Option(names = "--maximise", description = "more of the metric is better")
  boolean maximise;

  @Option(names = "--set", paramLabel = "k=v", description = "a hyperparameter for all trials")
  Map<String, String> set = new LinkedHashMap<>();

  @Option(names = "--preset", paramLabel = "NAME", description = "a named setting of the model")
  @Nullable String preset;

  @Option(names = "--epochs", paramLabel = "N", description = "of a full training")
  @Nullable Integer epochs;

  @Option(names = "--batch", paramLabel = "N", description = "images per update")
  @Nullable Integer batch;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "of what is drawn, and of every training (default: 1)")
  long seed = 1;

  @Option(names = "--patience", paramLabel = "N", description = "stop after N epochs without gain")
  @Nullable Integer patience;

  @Option(
      names = "--validation",
      paramLabel = "SHARE",
      description = "share of the training data by which trials are judged (default: 0.1)")
  double validation = 0.1;

  @Option(names = "--resume", paramLabel = "ID", description = "go on with a search")
  @Nullable String resume;

  @Spec CommandSpec spec;

  private final Console console;

  @SuppressWarnings("NullAway.Init")
  SearchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Duration limit = time == null ? Duration.ofDays(10_000) : duration(time);
    compute.check();
    int threads = compute.wanted();
    SearchFolder folder;
    SearchSettings settings;
    if (resume == null) {
      settings = settings(threads);
      folder = SearchFolder.create(common.folder(), settings);
    } else {
      requireNothingElse();
      folder = SearchFolder.find(common.folder(), resume);
      settings = SearchSettings.read(folder.path());
      compute = compute.over(settings.effort().compute());
    }
    try (RunStore store = common.runs()) {
      store.warnings().forEach(w -> console.say("engram: " + w));
      Searching searching = new Searching(console, store, folder, settings);
      SearchResult result = searching.run(compute, common.folder(), limit);
      console.result(common.json, result, result.text());
    }
    return 0;
  }

  /** What is asked, all of it checked, data last. */
  private SearchSettings settings(int threads) {
    if (model == null) {
      throw EngramException.usage(
          "name a model, e.g. 'engram search conv-ae --data mnist --space iriarte'");
    }
    if (space == null) {
      throw EngramException.usage(
          "--space is missing; name a file, or one of " + String.join(", ", SpaceFile.READY));
    }
    Check.within("parallel", parallel, 1, threads);
    Family family = Family.named(model);
    Family.Preset chosen = family.card().choose(Optional.ofNullable(preset));
    Record fixed = Specs.with(chosen.spec(), set);
    Plan plan = plan(chosen.training());
    JsonNode tree = SpaceFile.read(space);
    SpaceFile.space(Path.of(space), tree, fixed, plan);
    int most = strategy == SearchSettings.Kind.GRID ? ALL_OF_A_GRID : USUAL_TRIALS;
    SearchSettings.Effort effort =
        new SearchSettings.Effort(
            strategy, trials == null ? most : trials, eta, parallel, seed, compute.asked());
    SearchSettings asked =
        new SearchSettings(
            console.words(),
            family.name(),
            Json.tree(fixed),
            Json.tree(plan),
            new SearchSettings.Images(data.name(), "", Json.tree(data.reading())),
            new SearchSettings.Source(space, tree),
            effort,
            metric == null ? "" : metric,
            maximise);
    asked.strategy();
    DataSet train = data.open(Part.TRAIN, console);
    return asked.judgedBy(judge(asked, train)).on(train.hash());
  }

  private Plan plan(Family.Training usual) {
    Check.require(validation > 0, "validation must be above 0, as trials are judged by it, got 0");
    return new Plan(
        epochs == null ? usual.epochs() : epochs,
        0,
        batch == null ? usual.batch() : batch,
        seed,
        patience == null ? usual.patience() : patience,
        usual.schedule(),
        validation,
        CHECKPOINT_SECONDS);
  }

  /** The metric, if the model has it. */
  private String judge(SearchSettings asked, DataSet train) {
    try (Scope s = new Scope()) {
      Family family = asked.family();
      Model fresh =
          family.create(
              asked.specHere(),
              DataFacts.of(train, data.reading())
                  .setting(engram.tensor.Device.parse("cpu"), new Seed(seed)));
      if (asked.metric().isEmpty()) {
        return fresh.outline().objective();
      }
      DataSet few = train.size() > 20 ? train.split(0.5, new Seed(seed)).validation() : train;
      List<String> names = List.copyOf(Evaluation.scores(fresh, few, new Seed(seed)).keySet());
      if (!names.contains(asked.metric())) {
        throw EngramException.usage(
            "%s has no metric '%s'%s (there are: %s)"
                .formatted(
                    family.name(),
                    asked.metric(),
                    Nearest.hint(asked.metric(), names),
                    String.join(", ", names)));
      }
      return asked.metric();
    }
  }

  /** {@code text} as a span of time. */
  static Duration duration(String text) {
    if (!text.matches("[1-9]\\d{0,5}[smh]")) {
      throw EngramException.usage("time must be like 90s, 30m or 2h, got '" + text + "'");
    }
    long count = Long.parseLong(text.substring(0, text.length() - 1));
    return switch (text.charAt(text.length() - 1)) {
      case 's' -> Duration.ofSeconds(count);
      case 'm' -> Duration.ofMinutes(count);
      default -> Duration.ofHours(count);
    };
  }

  private void requireNothingElse() {
    String given =
        model != null
            ? "MODEL"
            : spec.commandLine().getParseResult().matchedOptions().stream()
                .map(o -> o.longestName())
                .filter(name -> !FREE.contains(name))
                .findFirst()
                .orElse("");
    if (!given.isEmpty()) {
      throw EngramException.usage(
          "--resume takes " + given + " from the search; leave it out, or start a new search");
    }
  }
}
