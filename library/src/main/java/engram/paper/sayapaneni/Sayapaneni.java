package engram.paper.sayapaneni;

import com.google.auto.service.AutoService;
import engram.paper.Answer;
import engram.paper.Experiment;
import engram.paper.Findings;
import engram.paper.Lab;
import engram.paper.Recipe;
import engram.paper.Verdict;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;

/** Sayapaneni, "Representation learning: deep learning approach". */
@AutoService(Recipe.class)
public final class Sayapaneni implements Recipe {
  private static final int SEEDS = 3;

  @Override
  public String name() {
    return "sayapaneni";
  }

  @Override
  public String citation() {
    return "Sayapaneni, Representation learning: deep learning approach";
  }

  @Override
  public List<Experiment> experiments() {
    return List.of(
        new Experiment(
            "figure-3",
            "Section 3.2, figures 3 and 4",
            "The simple autoencoder",
            Sayapaneni::simple),
        new Experiment(
            "figure-5", "Section 3.3, figures 5 to 7", "The deep autoencoder", Sayapaneni::deep),
        new Experiment(
            "figure-8",
            "Section 3.3, figures 8 to 10",
            "The sparse autoencoder",
            Sayapaneni::sparse),
        new Experiment(
            "table-11",
            "Section 3.4, figure 11",
            "The activity rho",
            lab -> sweep(lab, "rho", List.of("0.1", "0.2", "0.4", "0.6"), List.of("0.2", "0.6"))),
        new Experiment(
            "table-12",
            "Section 3.4, figure 12",
            "The weight beta",
            lab -> sweep(lab, "beta", List.of("1", "2", "4", "7"), List.of("2"))),
        new Experiment(
            "table-13",
            "Section 3.4, figure 13",
            "The weight decay alpha",
            lab -> sweep(lab, "alpha", List.of("0.1", "0.3", "0.5", "0.7"), List.of("0.3"))),
        new Experiment(
            "figure-15",
            "Sections 3.6 and 3.7, figures 15 to 18",
            "The variational autoencoder",
            Sayapaneni::variational),
        new Experiment(
            "figure-19",
            "Sections 4.0 and 4.1, figures 19 and 20",
            "The generative adversarial network",
            Sayapaneni::gan),
        new Experiment(
            "figure-22",
            "Sections 4.3 to 4.5, figures 22 to 26",
            "The adversarial autoencoder",
            Sayapaneni::adversarial),
        new Experiment(
            "figure-27", "Section 5, figures 27 to 30", "Taking glasses off", Sayapaneni::glasses),
        new Experiment(
            "section-6",
            "Section 6, figures 31 and 32",
            "Time with and without parallelism",
            Sayapaneni::parallel));
  }

  private static Findings simple(Lab lab) {
    Answer trained =
        lab.train(
            "dense-ae --preset sayapaneni-simple --data %s --epochs %d"
                .formatted(lab.some(), lab.scale().of(15, 20)));
    return Findings.of(
            Verdict.atMost(
                "squared error per pixel of test images",
                "",
                trained.number("test.mse_pixel"),
                lab.scale().of(0.05, 0.012)))
        .with(trained.figure("reconstructions"), "Test images and their reconstructions.")
        .with(trained.figure("weights"), "Weights of the first layer of the encoder.")
        .with(trained.figure("weights-decoder"), "Weights of the last layer of the decoder.");
  }

  private static Findings deep(Lab lab) {
    Answer trained =
        lab.train("deep-ae --data %s --epochs %d".formatted(lab.some(), lab.scale().of(15, 30)));
    return Findings.of(
            Verdict.atMost(
                "cross-entropy per image, nats",
                "",
                trained.number("test.bce_nats"),
                lab.scale().of(125.0, 95.0)))
        .with(trained.figure("reconstructions"), "Test images and their reconstructions.")
        .with(trained.figure("traversal"), "Each of the ten units from low to high.")
        .with(trained.figure("density"), "How densely the codes of each class lie.");
  }

  private static String sparseWords(Lab lab) {
    return "sparse-kl-ae --data %s --epochs %d".formatted(lab.some(), lab.scale().of(6, 12));
  }

  private static Findings sparse(Lab lab) {
    Answer sparse = lab.train(sparseWords(lab));
    Answer plain = lab.train(sparseWords(lab) + " --preset sayapaneni-plain");
    double with = sparse.number("test.bce_nats");
    double without = plain.number("test.bce_nats");
    return Findings.of(
            Verdict.atMost(
                "loss with the sparsity term over that without",
                "the same after several epochs",
                with / without,
                1.5))
        .with(sparse.figure("unit-activations"), "Activations of the sparse units.")
        .with(plain.figure("unit-activations"), "Activations without the sparsity term.")
        .with(sparse.figure("weights"), "Weights of the sparse units.")
        .with(sparse.figure("loss-epochs"), "Losses with the sparsity term.")
        .with(plain.figure("loss-epochs"), "Losses without.");
  }

  /**
   * Mean and spread of the loss over several seeds, for each value of one hyperparameter, of which
   * the paper found {@code papers} best.
   */
  private static Findings sweep(Lab lab, String name, List<String> values, List<String> papers) {
    String best = values.get(0);
    DoubleSummaryStatistics means = new DoubleSummaryStatistics();
    DoubleSummaryStatistics spreads = new DoubleSummaryStatistics();
    StringBuilder table = new StringBuilder();
    for (String value : values) {
      DoubleSummaryStatistics losses = new DoubleSummaryStatistics();
      for (int i = 0; i < lab.scale().of(2, SEEDS); i++) {
        losses.accept(
            lab.train(
                    "%s --set %s=%s --seed %d"
                        .formatted(sparseWords(lab), name, value, lab.seed() + i))
                .number("test.bce_nats"));
      }
      best = losses.getAverage() < means.getMin() ? value : best;
      means.accept(losses.getAverage());
      spreads.accept(losses.getMax() - losses.getMin());
      table.append(
          String.format(
              Locale.ROOT,
              "%s = %s: %.2f nats (over seeds from %.2f to %.2f). ",
              name,
              value,
              losses.getAverage(),
              losses.getMin(),
              losses.getMax()));
    }
    double across = means.getMax() - means.getMin();
    Verdict verdict =
        Verdict.below(
            "the choice of " + name + " matters more than the seed, nats",
            "differences of 10 %, one seed each",
            "spread over seeds",
            spreads.getMax(),
            "spread over values",
            across);
    String listed = String.join(" or ", papers);
    Verdict same =
        new Verdict("the best " + name, listed, best, "is " + listed, papers.contains(best));
    table.append(
        "The loss is that of reconstruction alone, and each penalty takes from it: it falls as the penalty weighs less or its target is nearer to what the units do without it.");
    return new Findings(List.of(same, verdict), List.of(), table.toString());
  }

  private static Answer vae(Lab lab) {
    return lab.train(
        "vae --preset sayapaneni --data %s --epochs %d"
            .formatted(lab.some(), lab.scale().of(15, 20)));
  }

  private static Findings variational(Lab lab) {
    Answer trained = vae(lab);
    return Findings.of(
            Verdict.atLeast(
                "lower bound of the log-likelihood, nats",
                "",
                trained.number("test.elbo_nats"),
                lab.scale().of(-190.0, -160.0)))
        .with(trained.figure("codes"), "Codes of test images.")
        .with(trained.figure("manifold"), "Images decoded over the plane of codes.")
        .with(trained.figure("loss-epochs"), "Losses.");
  }

  private static Findings gan(Lab lab) {
    Answer trained =
        lab.train("dcgan --data %s --epochs %d".formatted(lab.some(), lab.scale().of(6, 15)));
    Answer judged = lab.judged(trained);
    return Findings.of(
            Verdict.atLeast(
                "share of generated images that are recognised",
                "good after 400 iterations",
                judged.number("metrics.sample_recognition"),
                lab.scale().of(0.1, 0.8)))
        .with(trained.figure("samples"), "Generated images.")
        .with(trained.figure("samples-over-time"), "The same seeds as training goes on.")
        .with(trained.figure("loss-steps"), "Losses of generator and discriminator.")
        .remarking(
            "A quarter as wide as the networks of Radford et al., and trained at four times their rate.");
  }

  private static Findings adversarial(Lab lab) {
    String epochs = " --data " + lab.some() + " --epochs 20";
    Answer plain = lab.train("aae" + epochs);
    Answer mixture = lab.train("aae --preset mixture-labelled" + epochs);
    Answer roll = lab.train("aae --preset swiss-roll-labelled" + epochs);
    Answer ofAae = lab.judged(plain);
    Answer ofVae = lab.judged(vae(lab));
    return Findings.of(
            better("generated images that are recognised", "sample_recognition", ofVae, ofAae),
            better("test images read rightly from their codes", "probe_lr", ofVae, ofAae),
            Verdict.atLeast(
                "digits that each make 1 % of the recognised images",
                "all", ofAae.number("metrics.class_coverage"), lab.scale().of(5, 10)))
        .with(plain.figure("loss-steps"), "Losses of the three phases.")
        .with(plain.figure("codes"), "Codes pressed into a normal distribution.")
        .with(plain.figure("codes-over-time"), "These codes as training goes on.")
        .with(mixture.figure("codes"), "Into ten petals, with labels.")
        .with(roll.figure("codes"), "Into a swiss roll, with labels.")
        .with(mixture.figure("manifold"), "Images decoded over the ten petals.")
        .with(plain.figure("reconstructions"), "Test images and their reconstructions.")
        .with(plain.figure("reconstructions-over-time"), "Reconstructions as training goes on.");
  }

  private static Verdict better(String what, String metric, Answer ofVae, Answer ofAae) {
    return Verdict.below(
        "share of " + what + ": it captures the manifold better",
        "by eye",
        "vae",
        ofVae.number("metrics." + metric),
        "aae",
        ofAae.number("metrics." + metric));
  }

  private static Findings glasses(Lab lab) {
    String faces = " --data faces:%d".formatted(lab.scale().of(2000, 10_000));
    String words = faces + " --epochs " + lab.scale().of(6, 20);
    Answer aligned = lab.train("shared-ae" + words);
    Answer shallow = lab.train("shared-ae --preset sayapaneni-sparse" + words);
    Answer deep = lab.train("shared-ae --preset sayapaneni-deep" + words);
    String judge = lab.train("cnn --epochs 3" + faces).run();
    List<Verdict> verdicts = new ArrayList<>();
    verdicts.addAll(translation(lab, "one hidden layer, sparse, pooled only", shallow, judge));
    verdicts.addAll(translation(lab, "deep, pooled only", deep, judge));
    verdicts.addAll(
        translation(
            lab, "deep, inner layers shared, moments of the codes matched", aligned, judge));
    return new Findings(verdicts, List.of(), "")
        .with(
            aligned.figure("loss-epochs"),
            "Reconstruction losses, inner layers shared, moments matched.")
        .with(shallow.figure("translation"), "One hidden layer, sparse, pooled only.")
        .with(deep.figure("translation"), "Deep, pooled only.")
        .with(aligned.figure("translation"), "Deep, inner layers shared, moments matched.")
        .remarking(
            "Nothing in the loss of the paper's networks ties the codes of the two sets of faces to each other, so that one decoder understands the other's codes is luck. Networks that are only pooled tend to draw one grey face for all: it is read as without glasses, but it is nobody's. Common inner layers, own layers that start alike and matched moments of the codes tie them. How well the nearest real face agrees is held against what the face as it was finds.");
  }

  private static List<Verdict> translation(Lab lab, String name, Answer trained, String judge) {
    Answer translated =
        lab.run(
            "translate --from glasses --to",
            "no glasses",
            trained.run(),
            "--data",
            "faces:1000",
            "--judge",
            judge,
            "--out",
            lab.folder().resolve(trained.run() + ".png"));
    return List.of(
        Verdict.atLeast(
            "translated faces that are read as without glasses: " + name,
            "by eye",
            translated.number("metrics.read_as_target"),
            0.9),
        Verdict.atLeast(
            "how well the nearest real face agrees in all else: " + name,
            "by eye",
            translated.number("metrics.factor_agreement"),
            lab.scale().of(0.15, 0.75) * translated.number("metrics.factor_agreement_before")));
  }

  private static Findings parallel(Lab lab) {
    int steps = lab.scale().of(300, 1500);
    Answer one = lab.run("bench train-dense --threads 1 --steps " + steps, "--data", lab.data());
    Answer two = lab.run("bench train-dense --steps " + steps, "--data", lab.data());
    return Findings.of(
            Verdict.below(
                "updates per second of a dense autoencoder",
                "",
                "one thread",
                one.number("rate"),
                "all threads",
                two.number("rate")))
        .remarking(
            "The paper's times with graphics cards were not run: they need CUDA. Over several machines, see the Spark module.");
  }
}
