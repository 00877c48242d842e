package engram.paper.dolgikh;

import com.google.auto.service.AutoService;
import engram.math.Moments;
import engram.paper.Answer;
import engram.paper.Experiment;
import engram.paper.Findings;
import engram.paper.Lab;
import engram.paper.Recipe;
import engram.paper.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Dolgikh 2022, "Sparse generative representations of handwritten digits". */
@AutoService(Recipe.class)
public final class Dolgikh implements Recipe {
  private static final int IN_TABLE = 3;

  /** Every slice in which an image is strong, and the share of the images that the text gives. */
  private static final String LITERALLY = " --covered 0 --slice-share 0.02 --cluster-share 0.02";

  @Override
  public String name() {
    return "dolgikh";
  }

  @Override
  public String citation() {
    return "Dolgikh 2022, Sparse generative representations of handwritten digits";
  }

  @Override
  public List<Experiment> experiments() {
    return List.of(
        new Experiment("model", "Section 2.1, figure 1", "Size of the model", Dolgikh::model),
        new Experiment(
            "training",
            "Sections 2.3 and 3.3",
            "Training to the plateau, success rate",
            Dolgikh::training),
        new Experiment(
            "generation",
            "Section 2.3",
            "The loss, and how well a model generates",
            Dolgikh::generation),
        new Experiment("sparsity", "Section 2.5", "Active units of an image", Dolgikh::sparsity),
        new Experiment(
            "figure-2", "Section 3.1, figure 2", "The map of the landscape", Dolgikh::map),
        new Experiment(
            "figure-3",
            "Section 3.2, figure 3",
            "Continuity around cluster centres",
            Dolgikh::continuity),
        new Experiment(
            "table-1",
            "Section 3.3, table 1",
            "Consistency of independent models",
            Dolgikh::consistency));
  }

  /** Model {@code i} of the independently trained ones, on the paper's 10,000 images. */
  private static Answer trained(Lab lab, int i) {
    return trained(lab, i, lab.scale().of(15, 60));
  }

  private static Answer trained(Lab lab, int i, int epochs) {
    return lab.train(
        "sparse-conv-ae --data %s:10000 --epochs %d%s --seed %d"
            .formatted(
                lab.data(), epochs, lab.scale().of(" --set warmup=500", ""), lab.seed() + i));
  }

  private static List<Answer> models(Lab lab, int count) {
    return IntStream.range(0, count).mapToObj(i -> trained(lab, i)).toList();
  }

  /** The landscapes of the models of the table, on the images they were trained on. */
  private static Answer landscape(Lab lab) {
    return landscape(lab, models(lab, IN_TABLE), lab.shared("dolgikh"));
  }

  private static Answer landscape(Lab lab, List<Answer> models, Path out) {
    return landscape(lab, models, out, "");
  }

  private static Answer landscape(Lab lab, List<Answer> models, Path out, String options) {
    List<Object> words = new ArrayList<>();
    models.forEach(m -> words.add(m.run()));
    words.addAll(List.of("--out", out, "--judge", lab.judge()));
    return lab.once("landscape --data " + lab.data() + ":10000" + options, words.toArray());
  }

  private static Findings model(Lab lab) {
    Answer model = trained(lab, 0);
    return Findings.of(
        Verdict.within(
            "trainable parameters", "about 90,000", model.number("parameters"), 81_000, 99_000));
  }

  private static Findings training(Lab lab) {
    int count = lab.scale().of(IN_TABLE, 6);
    double limit = lab.scale().of(0.20, 0.14);
    List<Answer> models = models(lab, count);
    double[] losses = models.stream().mapToDouble(m -> m.number("test.bce_pixel")).toArray();
    double successes = IntStream.range(0, count).filter(i -> losses[i] <= limit).count();
    return Findings.of(
            Verdict.atMost(
                "loss of the first model, nats per pixel", "0.12 to 0.14", losses[0], limit),
            Verdict.atLeast(
                "share of %d models that succeed".formatted(count),
                "about 0.7",
                successes / count,
                0.95))
        .with(models.get(0).figure("loss-epochs"), "Losses of the first model.")
        .with(models.get(0).figure("reconstructions"), "Test images and what it makes of them.")
        .remarking(
            "A model succeeds if its loss on test images is at most %s. The loss is the binary cross-entropy per pixel."
                .formatted(limit));
  }

  private static Findings generation(Lab lab) {
    List<Answer> models = new ArrayList<>(models(lab, IN_TABLE));
    List<Answer> runs = new ArrayList<>(landscape(lab).list("runs"));
    for (int shorter : List.of(3, 7)) {
      Answer unripe = trained(lab, 0, lab.scale().of(15, 60) / shorter);
      Path out = lab.shared("dolgikh").resolve("unripe-" + shorter);
      models.add(unripe);
      runs.addAll(landscape(lab, List.of(unripe), out).list("runs"));
    }
    double[] losses = models.stream().mapToDouble(m -> m.number("test.bce_pixel")).toArray();
    double[] quality = runs.stream().mapToDouble(r -> r.number("recognition")).toArray();
    StringBuilder points = new StringBuilder();
    for (int i = 0; i < losses.length; i++) {
      points.append(
          String.format(
              Locale.ROOT,
              "Model %d: loss %.4f, recognition %.3f. ",
              i + 1,
              losses[i],
              quality[i]));
    }
    return Findings.of(
            Verdict.atMost(
                "correlation of the loss with the recognition of the landscape",
                "clear",
                Moments.correlation(losses, quality),
                -0.5))
        .remarking(
            points
                + "The last two were trained for a third and a seventh of the epochs. Recognition is the share of cluster centres whose decoded image a classifier reads with a probability above 0.9.");
  }

  private static Findings sparsity(Lab lab) {
    List<Answer> runs = landscape(lab).list("runs");
    double median = runs.stream().mapToDouble(r -> r.number("median_active")).max().orElse(0);
    double least = runs.stream().mapToDouble(r -> r.number("median_active")).min().orElse(0);
    return Findings.of(
            Verdict.within("median active units, the least sparse model", "2 to 4", median, 2, 4),
            Verdict.within("median active units, the sparsest model", "2 to 4", least, 2, 4))
        .with(
            lab.shared("dolgikh").resolve("active-" + runs.get(0).text("label") + ".png"),
            "How many units an image switches on.");
  }

  private static Findings map(Lab lab) {
    Answer first = landscape(lab).list("runs").get(0);
    return Findings.of(
            Verdict.atLeast("clusters in the landscape", "474", first.number("size"), 100))
        .with(
            lab.shared("dolgikh").resolve("map-" + first.text("label") + ".png"),
            "Slices downwards, the first 15 clusters of each across, decoded.");
  }

  private static Findings continuity(Lab lab) {
    Answer first = landscape(lab).list("runs").get(0);
    List<Answer> spheres = first.list("continuity");
    List<Answer> alike = first.list("ways_alike");
    double near = spheres.get(spheres.size() / 2 - 2).number("share");
    double half = alike.get(alike.size() / 2).number("share");
    return Findings.of(
            Verdict.atLeast(
                "share read as its centre at 0.3 of its distance from zero",
                "all in figure 3",
                near,
                0.9),
            Verdict.atLeast(
                "share of ways within a class read as it half-way", "connected", half, 0.9))
        .with(
            lab.shared("dolgikh").resolve("flow-" + first.text("label") + ".png"),
            "Outwards from a centre of each class; at the right all activations are zero.")
        .with(
            lab.shared("dolgikh").resolve("continuity.png"),
            "Share read as the centre is, against radius.")
        .with(
            lab.shared("dolgikh").resolve("ways-alike.png"),
            "The same along straight ways within a class.");
  }

  private static Findings consistency(Lab lab) {
    Answer all = landscape(lab);
    Path out = lab.shared("dolgikh").resolve("literally");
    List<Answer> wide = landscape(lab, models(lab, IN_TABLE), out, LITERALLY).list("runs");
    List<Verdict> verdicts = new ArrayList<>();
    List<String> paper = List.of("0.973", "0.975", "0.971");
    for (int i = 0; i < IN_TABLE; i++) {
      Answer run = all.list("runs").get(i);
      verdicts.add(
          Verdict.atLeast(
              "recognition, model " + (i + 1), paper.get(i), run.number("recognition"), 0.97));
      boolean complete = run.flag("complete");
      verdicts.add(
          new Verdict(
              "completeness, model " + (i + 1),
              "true",
              String.valueOf(complete),
              "true",
              complete));
    }
    for (Answer pair : all.list("agreement")) {
      verdicts.add(
          Verdict.atLeast(
              "pairs of clusters of two models that are read alike",
              "",
              pair.number("match.same_class"),
              0.7));
    }
    return new Findings(verdicts, List.of(), "")
        .remarking(
            String.format(
                Locale.ROOT,
                "The paper judged by eye; here a classifier must give a decoded centre a probability above 0.9. An image belongs to the slices that hold four fifths of its activity, and 0.2 %% of the images make a cluster. If it belongs to every slice in which it is strong, and 2 %% make a cluster, as sections 3.1 and 3.3 have it by themselves, recognition is %.3f, %.3f and %.3f: the centre of a slice that holds little of an image draws a part of several digits.",
                wide.get(0).number("recognition"),
                wide.get(1).number("recognition"),
                wide.get(2).number("recognition")));
  }
}
