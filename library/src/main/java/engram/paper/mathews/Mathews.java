package engram.paper.mathews;

import com.google.auto.service.AutoService;
import engram.paper.Answer;
import engram.paper.Experiment;
import engram.paper.Findings;
import engram.paper.Lab;
import engram.paper.Recipe;
import engram.paper.Verdict;
import java.util.List;
import java.util.stream.DoubleStream;

/** Mathews 2018, "An exploration of auto encoders on MNIST". */
@AutoService(Recipe.class)
public final class Mathews implements Recipe {
  @Override
  public String name() {
    return "mathews";
  }

  @Override
  public String citation() {
    return "Mathews 2018, An exploration of auto encoders on MNIST";
  }

  @Override
  public List<Experiment> experiments() {
    return List.of(
        new Experiment(
            "figure-2",
            "Section 3, figure 2",
            "The linear autoencoder as it learns",
            Mathews::linear),
        new Experiment(
            "figure-3", "Section 4, figure 3", "Sigmoid, ReLU and ELU", Mathews::nonlinear),
        new Experiment(
            "figure-5", "Section 5, figure 5", "The variational autoencoder", Mathews::variational),
        new Experiment(
            "figure-6",
            "Section 6, figures 6 and 7",
            "All losses over the steps",
            Mathews::losses));
  }

  private static int steps(Lab lab) {
    return lab.scale().of(3000, 50_000);
  }

  private static Answer dense(Lab lab, String activation) {
    return dense(lab, activation, steps(lab));
  }

  private static Answer dense(Lab lab, String activation, int steps) {
    return lab.train(
        "dense-ae --preset mathews-%s --data %s --steps %d --batch 100 --validation 0.05"
            .formatted(activation, lab.data(), steps));
  }

  private static Answer vae(Lab lab) {
    return lab.train(
        "vae --data %s --steps %d --batch 100 --schedule constant --validation 0.05"
            .formatted(lab.data(), steps(lab)));
  }

  private static double loss(Answer trained) {
    return trained.number("test.bce_nats");
  }

  private static Findings linear(Lab lab) {
    Answer first = dense(lab, "linear", steps(lab) / 5);
    Answer middle = dense(lab, "linear", steps(lab) * 3 / 5);
    Answer last = dense(lab, "linear");
    return Findings.of(
            Verdict.below(
                "the network learns, nats per image",
                "by eye",
                "last",
                loss(last),
                "first",
                loss(first)))
        .with(first.figure("reconstructions"), "After a fifth of the steps.")
        .with(middle.figure("reconstructions"), "After three fifths.")
        .with(last.figure("reconstructions"), "At the end.");
  }

  private static Findings nonlinear(Lab lab) {
    Answer sigmoid = dense(lab, "sigmoid");
    Answer relu = dense(lab, "relu");
    Answer elu = dense(lab, "elu");
    double worst = DoubleStream.of(loss(sigmoid), loss(relu), loss(elu)).max().orElse(0);
    double best = DoubleStream.of(loss(sigmoid), loss(relu), loss(elu)).min().orElse(0);
    return Findings.of(
            Verdict.below(
                "all are better than the linear one, nats per image",
                "much better",
                "worst non-linear",
                worst,
                "linear",
                loss(dense(lab, "linear"))),
            Verdict.atMost(
                "worst of the three over the best",
                "indistinguishable",
                worst / best,
                lab.scale().of(1.35, 1.15)))
        .with(sigmoid.figure("reconstructions"), "Sigmoid.")
        .with(relu.figure("reconstructions"), "ReLU.")
        .with(elu.figure("reconstructions"), "ELU.");
  }

  private static double recognised(Lab lab, Answer trained) {
    return lab.judged(trained).number("metrics.sample_recognition");
  }

  private static Findings variational(Lab lab) {
    Answer vae = vae(lab);
    Answer elu = dense(lab, "elu");
    return Findings.of(
            Verdict.atMost(
                "reconstruction loss over that of the ELU autoencoder",
                "comparable",
                loss(vae) / loss(elu),
                1.25),
            Verdict.below(
                "share of generated images that are recognised: its code space is continuous",
                "continuous variation",
                "autoencoder",
                recognised(lab, elu),
                "variational",
                recognised(lab, vae)))
        .with(vae.figure("reconstructions"), "Test images and their reconstructions.")
        .with(vae.figure("traversal"), "One unit at a time from low to high.")
        .remarking(
            "The autoencoder has no prior: its codes are drawn from a Gaussian fitted to those of"
                + " training images, which tells it more about where codes lie than the prior tells"
                + " the variational one.");
  }

  private static Findings losses(Lab lab) {
    Answer linear = dense(lab, "linear");
    Answer relu = dense(lab, "relu");
    return Findings.of(
            Verdict.atLeast(
                "loss of the linear network over that of ReLU",
                "orders of magnitude",
                loss(linear) / loss(relu),
                10))
        .with(linear.figure("loss-steps"), "Linear.")
        .with(dense(lab, "sigmoid").figure("loss-steps"), "Sigmoid.")
        .with(relu.figure("loss-steps"), "ReLU.")
        .with(dense(lab, "elu").figure("loss-steps"), "ELU.")
        .with(vae(lab).figure("loss-steps"), "Variational.")
        .remarking(
            "The paper's curves put the linear network orders of magnitude above the rest. Cross-entropy of grey pixels has a floor that no network goes below, so the ratio cannot be that large with the loss that the text gives.");
  }
}
