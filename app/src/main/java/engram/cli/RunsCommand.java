package engram.cli;

import engram.base.Names;
import engram.runs.RunFilter;
import engram.runs.RunFolder;
import engram.runs.RunRecord;
import engram.runs.RunStore;
import engram.runs.RunSummary;
import engram.runs.Verification;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The registry of runs. */
@Command(
    name = "runs",
    description = "List, show, compare, delete or verify runs.",
    subcommands = {
      RunsCommand.ListRuns.class,
      RunsCommand.Show.class,
      RunsCommand.Compare.class,
      RunsCommand.Delete.class,
      RunsCommand.Verify.class
    },
    footer = {"", "Example: engram runs list"})
final class RunsCommand implements Callable<Integer> {
  @Mixin Common common = new Common();

  @Spec CommandSpec spec;

  @SuppressWarnings("NullAway.Init")
  RunsCommand() {}

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(), "runs needs one of: list, show, compare, delete, verify");
  }

  private static String numbers(Map<String, Double> metrics) {
    return metrics.entrySet().stream()
        .map(e -> e.getKey() + String.format(Locale.ROOT, "=%.5g", e.getValue()))
        .collect(Collectors.joining(" "));
  }

  /** All runs, newest first. */
  @Command(
      name = "list",
      description = "List the runs, newest first.",
      footer = {"", "Example: engram runs list --model vae"})
  static final class ListRuns implements Callable<Integer> {
    @Mixin Common common = new Common();

    @Option(names = "--model", paramLabel = "MODEL", description = "runs of this model only")
    @org.jspecify.annotations.Nullable
    String model;

    private final Console console;

    ListRuns(Console console) {
      this.console = console;
    }

    private record Runs(List<RunSummary> runs) {}

    @Override
    public Integer call() {
      List<RunSummary> runs = common.anyRuns() ? runs() : List.of();
      String text =
          runs.stream()
              .map(
                  r ->
                      String.format(
                          Locale.ROOT,
                          "%-34s %-12s %-12s %s",
                          r.id(),
                          Names.of(r.status()),
                          r.data(),
                          numbers(r.metrics())))
              .collect(Collectors.joining(System.lineSeparator()));
      console.result(common.json, new Runs(runs), text.isEmpty() ? "no runs yet" : text);
      return 0;
    }

    private List<RunSummary> runs() {
      try (RunStore store = common.existingRuns()) {
        RunFilter filter = model == null ? RunFilter.all() : RunFilter.all().withModel(model);
        List<RunSummary> runs = store.list(filter);
        store.warnings().forEach(w -> console.say("engram: " + w));
        return runs;
      }
    }
  }

  /** One run whole. */
  @Command(
      name = "show",
      description = "Show all that is known of a run.",
      footer = {"", "Example: engram runs show last"})
  static final class Show implements Callable<Integer> {
    @Mixin Common common = new Common();

    @Parameters(paramLabel = "RUN", description = "id, unique beginning of an id, or 'last'")
    String run = "";

    private final Console console;

    Show(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() {
      try (RunStore store = common.existingRuns()) {
        RunFolder folder = store.find(run);
        RunRecord r = folder.record();
        String text =
            String.format(
                Locale.ROOT,
                "run      %s%nstatus   %s%n%scommand  %s%nspec     %s%nplan     %s%ndata     %s%n"
                    + "metrics  %s%nepochs   %d%nfolder   %s%s",
                r.id(),
                Names.of(folder.status()),
                r.request().parent().map("part of  %s%n"::formatted).orElse(""),
                ShellWords.command(r.request().commandLine()),
                r.request().spec(),
                r.request().plan(),
                r.request().data().name(),
                numbers(r.metrics()),
                r.history().size(),
                folder.path(),
                r.events().stream()
                    .map(e -> System.lineSeparator() + "event    " + e)
                    .collect(Collectors.joining()));
        console.result(common.json, r.withStatus(folder.status(), r.finished()), text);
      }
      return 0;
    }
  }

  /** Metrics of several runs side by side. */
  @Command(
      name = "compare",
      description = "Show the metrics of several runs side by side.",
      footer = {"", "Example: engram runs compare RUN1 RUN2"})
  static final class Compare implements Callable<Integer> {
    @Mixin Common common = new Common();

    @Parameters(arity = "2..*", paramLabel = "RUN", description = "two or more runs")
    List<String> runs = List.of();

    private final Console console;

    Compare(Console console) {
      this.console = console;
    }

    private record Comparison(Map<String, Map<String, Double>> runs) {}

    @Override
    public Integer call() {
      Map<String, Map<String, Double>> byRun = new LinkedHashMap<>();
      Set<String> names = new LinkedHashSet<>();
      try (RunStore store = common.existingRuns()) {
        for (String query : runs) {
          RunRecord r = store.find(query).record();
          byRun.put(r.id(), r.metrics());
          names.addAll(r.metrics().keySet());
        }
      }
      StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%-22s", "metric"));
      byRun.keySet().forEach(id -> text.append(String.format(Locale.ROOT, " %34s", id)));
      for (String name : names) {
        text.append(String.format(Locale.ROOT, "%n%-22s", name));
        byRun
            .values()
            .forEach(
                m ->
                    text.append(
                        m.containsKey(name)
                            ? String.format(Locale.ROOT, " %34.6g", m.get(name))
                            : " ".repeat(34) + "-"));
      }
      console.result(common.json, new Comparison(byRun), text.toString());
      return 0;
    }
  }

  /** Deletes a run. */
  @Command(
      name = "delete",
      description = "Delete a run and everything in its folder.",
      footer = {"", "Example: engram runs delete 20261121-031500-vae-a1b2"})
  static final class Delete implements Callable<Integer> {
    @Mixin Common common = new Common();

    @Parameters(paramLabel = "RUN", description = "id or unique beginning of an id")
    String run = "";

    private final Console console;

    Delete(Console console) {
      this.console = console;
    }

    private record Deleted(String deleted) {}

    @Override
    public Integer call() {
      try (RunStore store = common.existingRuns()) {
        String id = store.delete(run);
        console.result(common.json, new Deleted(id), "deleted " + id);
      }
      return 0;
    }
  }

  /** Checks a run's files against their digests. */
  @Command(
      name = "verify",
      description =
          "Check a run's files against their recorded SHA-256; exit code 1 if any differs.",
      footer = {"", "Example: engram runs verify last"})
  static final class Verify implements Callable<Integer> {
    @Mixin Common common = new Common();

    @Parameters(paramLabel = "RUN", description = "id, unique beginning of an id, or 'last'")
    String run = "";

    private final Console console;

    Verify(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() {
      try (RunStore store = common.existingRuns()) {
        Verification v = store.verify(run);
        String text =
            v.ok()
                ? v.files() + " files, all as recorded"
                : "missing " + v.missing() + ", changed " + v.changed() + ", extra " + v.extra();
        console.result(common.json, v, text);
        return v.ok() ? 0 : 1;
      }
    }
  }
}
