package engram.cli;

import engram.analysis.landscape.Landscape;
import engram.analysis.landscape.LandscapeMatch;
import engram.base.Check;
import engram.base.SafeFile;
import engram.base.Seed;
import engram.data.DataSet;
import engram.data.Part;
import engram.exchange.Npy;
import engram.report.Figure;
import engram.report.Png;
import engram.report.Report;
import engram.runs.RunFolder;
import engram.runs.RunStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Maps the dense places of sparse codes and shows what they decode to. */
@Command(
    name = "landscape",
    description =
        "Map the dense places of a model's sparse codes: decoded, read by a classifier, followed"
            + " outwards; several runs side by side.",
    footer = {"", "Example: engram landscape RUN1 RUN2 RUN3 --data mnist:10000 --out landscape"})
final class LandscapeCommand implements Callable<Integer> {
  @Mixin Common common = new Common();
  @Mixin ComputeOptions compute = new ComputeOptions();
  @Mixin DataOptions data = new DataOptions();
  @Mixin JudgeRun judging = new JudgeRun();

  @Parameters(arity = "1..*", paramLabel = "RUN", description = "one or more runs")
  List<String> runs = List.of();

  @Option(names = "--part", paramLabel = "P", description = "train or test (default: train)")
  Part part = Part.TRAIN;

  @Option(
      names = "--significant",
      paramLabel = "F",
      description = "share of a slice's largest sum that an image needs (default: 0.25)")
  double significant = Landscape.Options.defaults().significant();

  @Option(
      names = "--covered",
      paramLabel = "C",
      description = "share of an image's activity that a slice must hold (default: 0.8)")
  double covered = Landscape.Options.defaults().covered();

  @Option(
      names = "--slice-share",
      paramLabel = "S",
      description = "share of the images that a slice needs (default: 0.002)")
  double sliceShare = Landscape.Options.defaults().sliceShare();

  @Option(
      names = "--cluster-share",
      paramLabel = "S",
      description = "share of the images that a cluster needs (default: 0.002)")
  double clusterShare = Landscape.Options.defaults().clusterShare();

  @Option(
      names = "--bandwidth",
      paramLabel = "B",
      description = "of MeanShift, as a share of the slice's largest sum (default: estimated)")
  @Nullable Double bandwidth;

  @Option(
      names = "--quantile",
      paramLabel = "Q",
      description = "share of a slice's images that count as near in the estimate (default: 0.1)")
  double quantile = Landscape.Options.defaults().quantile();

  @Option(names = "--seed", paramLabel = "N", description = "of places around (default: 1)")
  long seed = 1;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "folder to write to (default: landscape)")
  Path out = Path.of("landscape");

  private final Console console;

  LandscapeCommand(Console console) {
    this.console = console;
  }

  private record Result(
      String data,
      int images,
      @Nullable String judge,
      List<Map<String, Object>> runs,
      List<LandscapePage.Agreement> agreement,
      List<Path> files) {}

  @Override
  public Integer call() {
    TrainingRun.Compute how = compute.apply();
    OptionalDouble h = bandwidth == null ? OptionalDouble.empty() : OptionalDouble.of(bandwidth);
    Landscape.Options options =
        new Landscape.Options(
            significant, covered, sliceShare, clusterShare, h, quantile, how.threads());
    try (RunStore store = common.existingRuns()) {
      List<RunFolder> folders = runs.stream().map(store::find).toList();
      DataSet images = data.openFor(folders.get(0).record(), part, console);
      List<Survey> surveys = surveys(store, folders, images, options, how);
      List<LandscapePage.Agreement> agreement = agreement(surveys);
      LandscapePage page = new LandscapePage(images, surveys, agreement);
      List<Path> files = write(page, surveys);
      Survey.Reading read = surveys.get(0).read();
      Result all =
          new Result(
              images.name(),
              images.size(),
              read == null ? null : read.by(),
              surveys.stream().map(LandscapeCommand::facts).toList(),
              agreement,
              files);
      console.result(common.json, all, page.text() + OutFile.wrote(files));
    }
    return 0;
  }

  private List<Survey> surveys(
      RunStore store,
      List<RunFolder> folders,
      DataSet images,
      Landscape.Options options,
      TrainingRun.Compute how) {
    Optional<RunFolder> by = judging.folder(store, folders.get(0), console);
    List<Survey> all = new ArrayList<>();
    for (RunFolder folder : folders) {
      try (OpenRun opened = OpenRun.of(folder, how.device()).encoding().decoding();
          Judge judge = by.map(f -> Judge.open(f, folder, how.device())).orElse(null)) {
        Check.within("units of " + folder.id(), opened.model().outline().latent(), 3, 128);
        all.add(Survey.of(opened, opened.fitting(images), options, judge, new Seed(seed)));
      }
    }
    return all;
  }

  private static List<LandscapePage.Agreement> agreement(List<Survey> surveys) {
    List<LandscapePage.Agreement> all = new ArrayList<>();
    for (int a = 0; a < surveys.size(); a++) {
      for (int b = a + 1; b < surveys.size(); b++) {
        LandscapeMatch match = surveys.get(a).match(surveys.get(b));
        all.add(new LandscapePage.Agreement(surveys.get(a).run(), surveys.get(b).run(), match));
      }
    }
    return all;
  }

  private static Map<String, Object> facts(Survey s) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("run", s.run());
    all.put("label", s.label());
    all.put("median_active", s.structure().medianActive());
    all.put("effective_dimensions", s.structure().effectiveDimensions());
    all.put("tuples", s.structure().slices().size());
    all.put("slices", s.landscape().slices());
    all.put("size", s.landscape().size());
    all.put("lone_share", s.landscape().loneShare());
    all.put("seconds", s.seconds());
    Survey.Reading read = s.read();
    if (read != null) {
      all.put("recognition", read.quality().recognition());
      all.put("complete", read.quality().complete());
      all.put("population", read.quality().population());
      all.put("continuity", read.spheres());
      all.put("ways_alike", read.alike());
      all.put("ways_apart", read.apart());
    }
    return all;
  }

  private List<Path> write(LandscapePage page, List<Survey> surveys) {
    List<Path> files = new ArrayList<>();
    for (Figure figure : page.figures()) {
      Png.write(out, figure);
      files.add(out.resolve(figure.name() + ".png"));
    }
    for (Survey s : surveys) {
      Path centres = out.resolve("centres-" + s.label() + ".npy");
      Npy.write(centres, s.landscape().centres());
      files.add(centres);
    }
    Path clusters = out.resolve("clusters.csv");
    SafeFile.writeText(clusters, page.csv());
    files.add(clusters);
    Path html = out.resolve("landscape.html");
    Report.write(html, page.report(ShellWords.command(console.words())));
    files.add(html);
    return files;
  }
}
