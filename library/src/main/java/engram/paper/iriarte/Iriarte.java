package engram.paper.iriarte;

import com.google.auto.service.AutoService;
import engram.paper.Answer;
import engram.paper.Experiment;
import engram.paper.Findings;
import engram.paper.Lab;
import engram.paper.Recipe;
import engram.paper.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Iriarte, "Application of unsupervised deep learning techniques in the MNIST digit dataset". */
@AutoService(Recipe.class)
public final class Iriarte implements Recipe {
  @Override
  public String name() {
    return "iriarte";
  }

  @Override
  public String citation() {
    return "Iriarte, Application of unsupervised deep learning techniques in the MNIST digit dataset";
  }

  @Override
  public List<Experiment> experiments() {
    return List.of(
        new Experiment("search", "Section 2.1", "The search over hyperparameters", Iriarte::search),
        new Experiment(
            "figure-2",
            "Section 3.1, figures 2 and 5",
            "The convolutional autoencoder",
            Iriarte::autoencoder),
        new Experiment(
            "figure-8", "Section 3.1, figure 8", "Its codes, and maps of them", Iriarte::codes),
        new Experiment(
            "figure-6",
            "Section 3.1, figures 6 and 9",
            "Generation, and gaps between the codes",
            Iriarte::gaps),
        new Experiment(
            "figure-3",
            "Section 3.2, figure 3",
            "A classifier on the frozen encoder",
            Iriarte::transfer),
        new Experiment("figure-4", "Section 3.3, figure 4", "Denoising", Iriarte::denoising),
        new Experiment(
            "figure-7",
            "Section 3.4, figures 7 and 9",
            "The variational autoencoder, and maps of its codes",
            Iriarte::variational));
  }

  private static Answer conv(Lab lab) {
    return lab.train("conv-ae --data %s --epochs %d".formatted(lab.data(), lab.scale().of(3, 30)));
  }

  private static Answer convVae(Lab lab) {
    return lab.train(
        "conv-vae --data %s --epochs %d --set latent=2"
            .formatted(lab.some(), lab.scale().of(8, 20)));
  }

  private static Findings search(Lab lab) {
    Answer found =
        lab.run(
            "search conv-ae --space iriarte --strategy asha --trials %d --epochs %d"
                .formatted(lab.scale().of(6, 54), lab.scale().of(3, 9)),
            "--data",
            lab.scale().of(lab.data() + ":5000", lab.data()),
            "--time",
            lab.scale().of("5m", "15m"),
            "--seed",
            lab.seed());
    Answer best = found.part("best");
    return Findings.of(
            Verdict.atMost(
                "test loss of the best of " + found.list("trials").size() + " trials",
                "0.04",
                found.number("test.mse_pixel"),
                lab.scale().of(0.075, 0.042)))
        .remarking(
            "The best: %s. The paper's: conv1 8, conv2 16, conv3 64, fc 64, lr 0.001, l2 1e-5, drop 0.1."
                .formatted(best.json().path("values")));
  }

  private static Findings autoencoder(Lab lab) {
    Answer trained = conv(lab);
    return Findings.of(
            Verdict.atMost(
                "test loss, squared error per pixel",
                "0.04",
                trained.number("test.mse_pixel"),
                lab.scale().of(0.055, 0.040)))
        .with(trained.figure("loss-epochs"), "Losses of training and validation.")
        .with(trained.figure("reconstructions"), "Test images and their reconstructions.");
  }

  private static Findings codes(Lab lab) {
    Maps maps = maps(lab, conv(lab));
    return Findings.of(
            Verdict.atLeast(
                "neighbours of one class in the map by t-SNE",
                "separate groups",
                maps.nearest,
                lab.scale().of(0.35, 0.6)))
        .with(maps.pictures);
  }

  /** Codes of test images and two maps of them, and how many neighbours in the last agree. */
  private record Maps(List<Findings.Picture> pictures, double nearest) {}

  private static Maps maps(Lab lab, Answer trained) {
    Path z = lab.folder().resolve("z.npy");
    Path y = lab.folder().resolve("y.npy");
    lab.run("encode", trained.run(), "--data", lab.some(), "--out", z, "--labels", y);
    Findings found = Findings.of().with(trained.figure("codes"), "Codes of test images.");
    double nearest = 0;
    for (String method : List.of("pca", "tsne")) {
      Path map = lab.folder().resolve(method + ".npy");
      Path picture = lab.folder().resolve(method + ".png");
      Answer placed =
          lab.run(
              "embed --method " + method,
              "--input",
              z,
              "--labels",
              y,
              "--out",
              map,
              "--picture",
              picture);
      nearest = placed.number("knn_accuracy_10");
      found =
          found.with(
              picture,
              method.equals("pca") ? "Principal components of the codes." : "t-SNE of the codes.");
    }
    return new Maps(found.pictures(), nearest);
  }

  private static Findings gaps(Lab lab) {
    Answer ae = conv(lab);
    Answer vae = convVae(lab);
    Answer ofAe = lab.judged(ae);
    Answer ofVae = lab.judged(vae);
    return Findings.of(
            Verdict.below(
                "share of generated images that are recognised: the variational one leaves fewer gaps",
                "by eye",
                "conv-ae",
                ofAe.number("metrics.sample_recognition"),
                "conv-vae",
                ofVae.number("metrics.sample_recognition")),
            Verdict.below(
                "digits that each make 1 % of the recognised images: no digit is left out",
                "by eye",
                "conv-ae",
                ofAe.number("metrics.class_coverage"),
                "conv-vae",
                ofVae.number("metrics.class_coverage")))
        .with(
            ae.figure("samples"),
            "Generated by the autoencoder, from a normal distribution fitted to its codes.")
        .with(vae.figure("samples"), "Generated by the variational autoencoder, from its prior.")
        .with(vae.figure("codes"), "Codes of the variational autoencoder.")
        .remarking(
            String.format(
                Locale.ROOT,
                "A normal distribution over the autoencoder's codes falls mostly on the arms of the few digits that lie apart (figure 8), so its images are recognised whether or not there are gaps elsewhere; the prior of the variational one falls on all digits, and between them. Of reconstructed test images, where all digits count alike, %.3f are recognised for the autoencoder and %.3f for the variational one.",
                ofAe.number("metrics.reconstruction_recognition"),
                ofVae.number("metrics.reconstruction_recognition")));
  }

  private static Findings transfer(Lab lab) {
    Answer tuned =
        lab.run(
            "finetune --epochs " + lab.scale().of(5, 20),
            conv(lab).run(),
            "--head",
            "mlp",
            "--validation",
            0.1,
            "--data",
            lab.some(),
            "--seed",
            lab.seed(),
            "--out",
            lab.folder());
    Path folder = Path.of(tuned.text("folder"));
    return Findings.of(
            Verdict.atLeast(
                "test accuracy on the frozen encoder",
                "0.95",
                tuned.number("accuracy"),
                lab.scale().of(0.70, 0.95)))
        .with(folder.resolve("loss-epochs.png"), "Losses of labelled and of held out images.")
        .with(folder.resolve("confusion.png"), "True digit downwards, read digit across.");
  }

  private static Findings denoising(Lab lab) {
    Answer trained =
        lab.train(
            "denoising-ae --data %s --epochs %d".formatted(lab.data(), lab.scale().of(3, 20)));
    double noisy = trained.number("test.noisy_mse_pixel");
    double restored = trained.number("test.restored_mse_pixel");
    Answer judged =
        lab.run("evaluate", trained.run(), "--judge", lab.judge(), "--data", lab.some());
    return Findings.of(
            Verdict.atMost(
                "cross-entropy per pixel of restored test images",
                "0.199",
                trained.number("test.restored_bce_pixel"),
                0.199),
            Verdict.below("squared error per pixel", "", "restored", restored, "noisy", noisy),
            Verdict.atLeast(
                "restored images whose label a classifier of clean digits reads rightly",
                "the right label for most",
                judged.number("metrics.restored_accuracy"),
                lab.scale().of(0.6, 0.9)))
        .with(trained.figure("loss-epochs"), "Losses of training and validation.")
        .with(trained.figure("denoising"), "Clean, noisy and restored test images.");
  }

  private static Findings variational(Lab lab) {
    Answer trained = convVae(lab);
    return Findings.of(
            Verdict.atLeast(
                "lower bound of the log-likelihood, nats",
                "",
                trained.number("test.elbo_nats"),
                lab.scale().of(-175.0, -155.0)))
        .with(trained.figure("reconstructions"), "Test images and their reconstructions.")
        .with(trained.figure("manifold"), "Images decoded over the plane of codes.")
        .with(maps(lab, trained).pictures);
  }
}
