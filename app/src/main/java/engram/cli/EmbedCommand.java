package engram.cli;

import engram.analysis.NeighbourAccuracy;
import engram.analysis.Pca;
import engram.analysis.Trustworthiness;
import engram.analysis.Tsne;
import engram.base.Check;
import engram.base.EngramException;
import engram.base.Names;
import engram.base.Seed;
import engram.data.Labels;
import engram.exchange.Npy;
import engram.math.Matrix;
import engram.math.Workers;
import engram.report.Axes;
import engram.report.CodeScatter;
import engram.report.Heading;
import engram.report.Png;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Projects the points of an NPY file into few dimensions. */
@Command(
    name = "embed",
    description =
        "Project points [n, columns] into few dimensions, by principal components or t-SNE; with"
            + " --transform, into those of an earlier fit.",
    footer = {
      "",
      "Example: engram embed --method tsne --input z.npy --out map.npy --picture map.png",
      "Example: engram embed --transform model.npz --input more.npy --out places.npy"
    })
final class EmbedCommand implements Callable<Integer> {
  enum Method {
    PCA,
    TSNE
  }

  private static final int TRUSTED = 5;
  private static final int VOTERS = 10;

  @Mixin Common common = new Common();

  @Option(names = "--method", paramLabel = "M", description = "pca or tsne")
  @Nullable Method method;

  @Option(names = "--input", paramLabel = "FILE", required = true, description = "NPY of points")
  @Nullable Path input;

  @Option(names = "--out", paramLabel = "FILE", required = true, description = "NPY file to write")
  @Nullable Path out;

  @Option(
      names = "--components",
      paramLabel = "N",
      description = "dimensions to project into; t-SNE 2 or 3 (default: 2)")
  @Nullable Integer components;

  @Option(
      names = "--perplexity",
      paramLabel = "P",
      description = "t-SNE: how many neighbours count (default: 30)")
  @Nullable Double perplexity;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      description =
          "t-SNE: steps, the first third of them, at most 250, exaggerated (default: 750)")
  @Nullable Integer iterations;

  @Option(names = "--whiten", description = "pca: give each component variance 1")
  boolean whiten;

  @Option(names = "--seed", paramLabel = "S", description = "of random choices (default: 1)")
  long seed = 1;

  @Option(names = "--threads", paramLabel = "N", description = "threads (default: all cores)")
  int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--save", paramLabel = "FILE", description = "NPZ file for --transform")
  @Nullable Path save;

  @Option(names = "--transform", paramLabel = "FILE", description = "use the fit in an NPZ file")
  @Nullable Path transform;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "NPY of classes, for the picture and the accuracy of neighbours")
  @Nullable Path labels;

  @Option(names = "--picture", paramLabel = "FILE", description = "PNG of two dimensions to write")
  @Nullable Path picture;

  @Option(
      names = "--stages",
      paramLabel = "FILE",
      description = "t-SNE: PNG of the map at six moments of its making")
  @Nullable Path stages;

  private final Console console;
  private final MapStages moments = new MapStages();

  EmbedCommand(Console console) {
    this.console = console;
  }

  /** What was projected and by what. */
  private record Embedded(Projection by, Matrix places, Map<String, Object> facts) {}

  @Override
  public Integer call() {
    check();
    Path file = Objects.requireNonNull(out);
    Matrix x = PointsFile.read(Objects.requireNonNull(input));
    Optional<Labels> classes = Optional.ofNullable(labels).map(l -> PointsFile.labels(l, x.rows()));
    long start = System.nanoTime();
    Embedded e = transform == null ? fit(x) : transformed(x, transform);
    double seconds = (System.nanoTime() - start) / 1e9;
    Npy.write(file, e.places);
    if (save != null) {
      e.by.save(save);
    }
    if (picture != null) {
      Png.write(picture, scatter(e, classes).draw());
    }
    if (stages != null) {
      Png.write(stages, moments.sheet(classes, axes(e.by), new Seed(seed)).draw());
    }
    report(e, quality(x, e, classes), file, seconds);
    return 0;
  }

  private void check() {
    Check.within("threads", threads, 1, 1024);
    if (transform == null && method == null) {
      throw EngramException.usage("--method is missing: pca or tsne");
    }
    boolean fitting = components != null || perplexity != null || iterations != null || whiten;
    if (transform != null && (fitting || save != null)) {
      throw EngramException.usage(
          "--transform uses a fit as it is; leave out --components, --perplexity, --iterations,"
              + " --whiten and --save");
    }
    if (method != Method.TSNE && transform == null && (perplexity != null || iterations != null)) {
      throw EngramException.usage("--perplexity and --iterations are of --method tsne");
    }
    if (stages != null && (method != Method.TSNE || transform != null)) {
      throw EngramException.usage("--stages shows how --method tsne makes a map, not a transform");
    }
    if (method != Method.PCA && whiten) {
      throw EngramException.usage("--whiten is of --method pca");
    }
    checkPicture();
  }

  private void checkPicture() {
    if ((picture != null || stages != null) && components != null && components != 2) {
      throw EngramException.usage(
          (picture != null ? "--picture" : "--stages")
              + " shows 2 components, got --components "
              + components);
    }
  }

  private Embedded fit(Matrix x) {
    int count = components == null ? 2 : components;
    return method == Method.PCA ? pca(x, count) : tsne(x, count);
  }

  private Embedded pca(Matrix x, int count) {
    Pca.Method how = Pca.Method.AUTO;
    Pca pca = Pca.fit(x, new Pca.Options(count, how, whiten, new Seed(seed), threads));
    List<Double> explained = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      explained.add(pca.explained(i));
    }
    return new Embedded(
        new Projection.Linear(pca), pca.transform(x, threads), Map.of("explained", explained));
  }

  private Embedded tsne(Matrix x, int count) {
    Tsne.Options defaults = Tsne.Options.defaults();
    Tsne.Options options =
        defaults
            .withComponents(count)
            .withPerplexity(perplexity == null ? defaults.perplexity() : perplexity)
            .withIterations(iterations == null ? defaults.iterations() : iterations)
            .withSeed(new Seed(seed))
            .withThreads(threads);
    Consumer<Tsne.Progress> shown = new MapProgress(console, options.iterations());
    Tsne t = Tsne.fit(x, options, stages == null ? shown : shown.andThen(moments));
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("kl_nats", t.klNats());
    facts.put("gradient_norm", t.gradientNorm());
    return new Embedded(new Projection.Neighbouring(t.map()), t.map().places(), facts);
  }

  private Embedded transformed(Matrix x, Path model) {
    Projection by = Projection.load(model);
    if (method != null && method != by.method()) {
      throw EngramException.usage(
          model + " is of --method " + Names.of(by.method()) + ", got " + Names.of(method));
    }
    return new Embedded(by, by.apply(x, threads), Map.of());
  }

  /** How well the places keep neighbours and, with classes, classes. */
  private Map<String, Double> quality(Matrix x, Embedded e, Optional<Labels> classes) {
    Map<String, Double> all = new LinkedHashMap<>();
    int n = x.rows();
    try (Workers workers = new Workers(threads)) {
      if (transform == null && n > 2 * TRUSTED) {
        all.put("trustworthiness", Trustworthiness.of(x, e.places, TRUSTED, workers));
      }
      if (classes.isPresent() && n > VOTERS) {
        Labels known = classes.get();
        int[] of = IntStream.range(0, known.size()).map(known::get).toArray();
        double accuracy = NeighbourAccuracy.of(e.places, of, VOTERS, workers);
        all.put("knn_accuracy_" + VOTERS, accuracy);
      }
    }
    return all;
  }

  private CodeScatter scatter(Embedded e, Optional<Labels> classes) {
    return new CodeScatter(
        new Heading("map", ""),
        new CodeScatter.Points(e.places, classes),
        axes(e.by),
        new Seed(seed));
  }

  private static Axes axes(Projection by) {
    String name = by.method() == Method.PCA ? "component" : "t-SNE";
    return Axes.of(name + " 1", name + " 2");
  }

  private void report(Embedded e, Map<String, Double> quality, Path file, double seconds) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("method", Names.of(e.by.method()));
    all.put("file", file);
    all.put("points", e.places.rows());
    all.put("components", e.places.columns());
    all.put("seconds", seconds);
    Map<String, Object> facts = new LinkedHashMap<>(e.facts);
    facts.putAll(quality);
    all.putAll(facts);
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%d points in %d dimensions in %s (%.1f s)",
                e.places.rows(),
                e.places.columns(),
                file,
                seconds));
    facts.forEach((name, value) -> text.append(System.lineSeparator()).append(fact(name, value)));
    console.result(common.json, all, text.toString());
  }

  private static String fact(String name, Object value) {
    String numbers =
        value instanceof List<?> list
            ? String.join(" ", list.stream().map(EmbedCommand::number).toList())
            : number(value);
    return String.format(Locale.ROOT, "%-17s%s", name, numbers);
  }

  private static String number(Object value) {
    return value instanceof Number n
        ? String.format(Locale.ROOT, "%.4g", n.doubleValue())
        : String.valueOf(value);
  }
}
