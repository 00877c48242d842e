package engram.paper.barari;

import com.google.auto.service.AutoService;
import engram.paper.Answer;
import engram.paper.Experiment;
import engram.paper.Findings;
import engram.paper.Lab;
import engram.paper.Recipe;
import engram.paper.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Barari and Kim, "Linking sparse coding dictionaries for representation learning". */
@AutoService(Recipe.class)
public final class Barari implements Recipe {
  /** Codes of one kind, with the paper's accuracies of its three classifiers. */
  private record Row(String name, String model, List<String> paper) {}

  private static final String ORDINAL = "ordinal-lca";
  private static final String WIDE = "ordinal-lca --preset wide";
  private static final List<String> ORDINAL_ROW = List.of("0.9541", "0.9542", "0.9738");

  private static final List<Row> ROWS =
      List.of(
          new Row("raw pixels", "", List.of("0.9167", "0.8522", "0.9250")),
          new Row("linked", "linked-lca", List.of("0.9633", "0.9619", "0.981")),
          new Row("ordinal", ORDINAL, ORDINAL_ROW),
          new Row("ordinal of 1000 neurons", WIDE, ORDINAL_ROW));

  /** What figure 5 maps: those of the table and the codes of one dictionary alone. */
  private static final List<Row> MAPPED =
      List.of(ROWS.get(0), new Row("single", "lca", List.of()), ROWS.get(1), ROWS.get(2));

  private static final List<String> CLASSIFIERS = List.of("lr", "linear-svm", "rbf-svm");

  @Override
  public String name() {
    return "barari";
  }

  @Override
  public String citation() {
    return "Barari and Kim, Linking sparse coding dictionaries for representation learning";
  }

  @Override
  public List<Experiment> experiments() {
    return List.of(
        new Experiment("figure-1", "Figure 1", "Linked dictionaries", Barari::dictionaries),
        new Experiment(
            "figure-2", "Figure 2", "Activations and reconstruction quality", Barari::quality),
        new Experiment(
            "figure-3", "Figure 3", "The printed digit of a handwritten one", Barari::printed),
        new Experiment("figure-4", "Figure 4", "The ordinal dictionary", Barari::ordinal),
        new Experiment("table-1", "Table I", "Classifiers on codes", Barari::table),
        new Experiment("figure-5", "Figure 5", "Maps of pixels and codes", Barari::maps));
  }

  private static Answer trained(Lab lab, String model) {
    String link = model.equals("lca") ? "" : " --link arial";
    return lab.train("%s --data %s%s --epochs 3".formatted(model, lab.some(), link));
  }

  private static Findings dictionaries(Lab lab) {
    Answer linked = trained(lab, "linked-lca");
    return Findings.of(
            Verdict.atMost(
                "squared error per pixel of handwritten digits",
                "",
                linked.number("test.mse_pixel"),
                lab.scale().of(0.03, 0.02)))
        .with(linked.figure("atoms"), "Atoms of handwritten digits.")
        .with(
            linked.figure("atoms-linked"), "The atoms of printed digits that share their neurons.");
  }

  private static Findings quality(Lab lab) {
    Answer linked = trained(lab, "linked-lca");
    return Findings.of(
            Verdict.atMost(
                "active neurons of 256 per image: the code is sparse",
                "",
                linked.number("test.active_per_image"),
                64))
        .with(linked.figure("active-units"), "Active neurons per handwritten digit.")
        .with(linked.figure("active-units-linked"), "Active neurons per printed digit.")
        .with(linked.figure("restored-error"), "Reconstruction of handwritten digits.")
        .with(linked.figure("restored-error-linked"), "Reconstruction of printed digits.");
  }

  private static Findings printed(Lab lab) {
    Answer linked = trained(lab, "linked-lca");
    return Findings.of(
            Verdict.atLeast(
                "printed digits, drawn from unseen handwritten ones alone, that are read rightly",
                "",
                linked.number("test.linked_read"),
                lab.scale().of(0.80, 0.95)))
        .with(
            linked.figure("linked"),
            "Handwritten digit, printed digit drawn from it, printed digit expected.");
  }

  private static Findings ordinal(Lab lab) {
    Answer ordinal = trained(lab, ORDINAL);
    Path threes = lab.folder().resolve("threes.png");
    lab.run("sample --of 3 --count 30", ordinal.run(), "--out", threes);
    List<Verdict> verdicts = new ArrayList<>(blocks(lab, ordinal, ""));
    verdicts.addAll(blocks(lab, trained(lab, WIDE), ", of 1000 neurons"));
    return new Findings(verdicts, List.of(), "")
        .with(ordinal.figure("atoms"), "Atoms by the blocks of the ten classes.")
        .with(threes, "Threes, by driving neurons 75 to 99.");
  }

  private static List<Verdict> blocks(Lab lab, Answer ordinal, String which) {
    return List.of(
        Verdict.atLeast(
            "share of a code's activity in the block of its class" + which,
            "blocks in order",
            ordinal.number("test.block_share"),
            lab.scale().of(0.7, 0.8)),
        Verdict.atLeast(
            "images of a driven class that are read as it" + which,
            "controlled",
            lab.judged(ordinal).number("metrics.driven_accuracy"),
            0.95));
  }

  /** Files of values and classes of both parts. */
  private static List<Path> files(Lab lab, Row row) {
    List<Path> files = new ArrayList<>();
    for (String part : List.of("train", "test")) {
      Path z = lab.folder().resolve(row.name().replace(' ', '-') + "-" + part + ".npy");
      Path y = lab.folder().resolve("y-" + part + ".npy");
      if (row.model().isEmpty()) {
        lab.run("data export " + lab.some(), "--part", part, "--out", z, "--labels", y);
      } else {
        lab.run(
            "encode",
            trained(lab, row.model()).run(),
            "--data",
            lab.some(),
            "--part",
            part,
            "--out",
            z,
            "--labels",
            y);
      }
      files.add(z);
      files.add(y);
    }
    return files;
  }

  /** C and gamma of the RBF machine are chosen on fewer codes at the quick scale. */
  private static String chosen(Lab lab, int classifier) {
    boolean searched = CLASSIFIERS.get(classifier).equals("rbf-svm");
    return searched ? lab.scale().of(" --cv-subset 1000 --folds 3", "") : "";
  }

  private static Findings table(Lab lab) {
    List<Verdict> verdicts = new ArrayList<>();
    for (Row row : ROWS) {
      List<Path> files = files(lab, row);
      for (int c = 0; c < CLASSIFIERS.size(); c++) {
        Answer probed =
            lab.run(
                "probe --classifier " + CLASSIFIERS.get(c) + chosen(lab, c),
                "--train",
                files.get(0) + "," + files.get(1),
                "--test",
                files.get(2) + "," + files.get(3));
        double loosened = lab.scale().of(0.04, 0.0);
        verdicts.add(
            Verdict.atLeast(
                row.name() + ", " + CLASSIFIERS.get(c),
                row.paper().get(c),
                probed.number("accuracy"),
                Double.parseDouble(row.paper().get(c)) - loosened));
      }
    }
    return new Findings(
        verdicts,
        List.of(),
        "With the paper's 256 neurons ordinal codes fall short either of the paper's RBF machine or,"
            + " with a weaker penalty, of the blocks of figure 4; 1000 neurons have both.");
  }

  private static Findings maps(Lab lab) {
    Findings found = Findings.of();
    List<Verdict> verdicts = new ArrayList<>();
    double pixels = 0;
    for (Row row : MAPPED) {
      List<Path> files = files(lab, row);
      for (String method : List.of("pca", "tsne")) {
        String name = row.name().replace(' ', '-') + "-" + method;
        Path picture = lab.folder().resolve(name + ".png");
        Answer map =
            lab.run(
                "embed --method " + method,
                "--input",
                files.get(2),
                "--labels",
                files.get(3),
                "--out",
                lab.folder().resolve(name + ".npy"),
                "--picture",
                picture);
        found = found.with(picture, row.name() + ", " + (method.equals("pca") ? "PCA." : "t-SNE."));
        if (method.equals("tsne")) {
          double near = map.number("knn_accuracy_10");
          if (row.model().isEmpty()) {
            pixels = near;
          } else {
            verdicts.add(
                Verdict.atLeast(
                    "neighbours of one class in the map by t-SNE, "
                        + row.name()
                        + ", against those of pixels",
                    "more separated",
                    near,
                    pixels));
          }
        }
      }
    }
    return new Findings(
        verdicts,
        found.pictures(),
        "The paper judges by eye. Here a map separates the classes better if more points have the"
            + " class that is most frequent among their ten nearest.");
  }
}
