package engram.cli;

import engram.base.Check;
import engram.base.EngramException;
import engram.base.Seed;
import engram.data.DataSet;
import engram.data.ImageShape;
import engram.data.Part;
import engram.report.Png;
import engram.report.Report;
import engram.runs.RunFolder;
import engram.runs.RunStore;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Holds several models against each other on the same images. */
@Command(
    name = "compare",
    description =
        "Compare runs on the same test images: one table of metrics, one sheet of"
            + " reconstructions, one of samples, and both in compare.html.",
    footer = {"", "Example: engram compare RUN1 RUN2 --data mnist --out compared"})
final class CompareCommand implements Callable<Integer> {
  @Mixin Common common = new Common();
  @Mixin ComputeOptions compute = new ComputeOptions();
  @Mixin DataOptions data = new DataOptions();
  @Mixin JudgeOptions judging = new JudgeOptions();

  @Parameters(arity = "2..*", paramLabel = "RUN", description = "two or more runs")
  List<String> runs = List.of();

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "images in a row of the sheets (default: 12)")
  int count = 12;

  @Option(names = "--seed", paramLabel = "N", description = "of the samples (default: 1)")
  long seed = 1;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "folder to write to (default: compare)")
  Path out = Path.of("compare");

  private final Console console;

  CompareCommand(Console console) {
    this.console = console;
  }

  private record Compared(String data, int images, List<Comparison.Entry> runs, List<Path> files) {}

  @Override
  public Integer call() {
    Check.within("count", count, 1, 100);
    judging.check();
    TrainingRun.Compute how = compute.apply();
    try (RunStore store = common.existingRuns()) {
      List<RunFolder> folders = runs.stream().map(store::find).toList();
      requireOneShape(folders);
      DataSet test = data.openFor(folders.get(0).record(), Part.TEST, console);
      Comparison comparison = new Comparison(test, Math.min(count, test.size()), new Seed(seed));
      for (RunFolder folder : folders) {
        try (OpenRun opened = OpenRun.of(folder, how.device())) {
          opened.fitting(test);
          Generation.Real real = Generation.Real.of(opened, test, data, console);
          comparison.add(
              opened, real, g -> judging.judge(g, store, folders.get(0), console).metrics());
        }
      }
      List<Path> files = write(comparison);
      Compared all = new Compared(test.name(), test.size(), comparison.entries(), files);
      console.result(common.json, all, comparison.text() + OutFile.wrote(files));
    }
    return 0;
  }

  private static void requireOneShape(List<RunFolder> folders) {
    RunFolder first = folders.get(0);
    ImageShape shape = DataFacts.of(first.record()).shape();
    for (RunFolder other : folders) {
      ImageShape its = DataFacts.of(other.record()).shape();
      if (!its.equals(shape)) {
        throw EngramException.usage(
            "%s takes images of %s (channels x height x width), %s of %s; compare runs on images of one size"
                .formatted(first.id(), shape, other.id(), its));
      }
    }
  }

  private List<Path> write(Comparison comparison) {
    comparison.figures().forEach(f -> Png.write(out, f));
    Path page = out.resolve("compare.html");
    String command = ShellWords.command(console.words());
    Report.write(page, comparison.report(command));
    List<Path> files = new java.util.ArrayList<>();
    comparison.figures().forEach(f -> files.add(out.resolve(f.name() + ".png")));
    files.add(page);
    return files;
  }
}
