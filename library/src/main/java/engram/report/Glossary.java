package engram.report;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the names of metrics mean; the unit is part of each name. */
public final class Glossary {
  private static final Map<String, String> ENTRIES =
      Map.ofEntries(
          Map.entry("bce_nats", "Binary cross-entropy per image, summed over its pixels, in nats"),
          Map.entry("bce_pixel", "Binary cross-entropy per pixel, in nats"),
          Map.entry("mse_pixel", "Mean squared error per pixel, on values from 0 to 1"),
          Map.entry(
              "elbo_nats",
              "Lower bound of the log-likelihood per image, in nats; higher is better"),
          Map.entry("kl_nats", "Divergence of the code from its prior per image, in nats"),
          Map.entry(
              "active_units",
              "Code units whose mean varies over images by more than 0.01 (Burda et al. 2016)"),
          Map.entry(
              "nll_iwae_nats",
              "Negative log-likelihood per image in nats, estimated by importance sampling"),
          Map.entry("accuracy", "Share of images whose class is read right, from 0 to 1"),
          Map.entry(
              "cross_entropy_nats", "Mean negative log-probability of the true class, in nats"),
          Map.entry(
              "energy",
              "Half the squared error of an image plus lambda times the sum of its code's sizes"),
          Map.entry("l1", "Sum of the sizes of the units of a code"),
          Map.entry(
              "linked_mse_pixel",
              "Mean squared error per pixel of the linked modalities, drawn from the image alone"),
          Map.entry(
              "linked_read",
              "Share of images whose linked modality, drawn from the image alone, holds most of its"
                  + " own class's mean (ridge regression)"),
          Map.entry(
              "block_share", "Share of a code's activity that lies in the block of its class"),
          Map.entry(
              "driven_accuracy",
              "Share of images drawn by driving the block of a class that a classifier reads as it"),
          Map.entry("mig", "Mutual information gap of units over known factors (Chen et al. 2018)"),
          Map.entry("sap", "Gap in predictability of factors from units (Kumar et al. 2018)"),
          Map.entry(
              "dci_disentanglement",
              "How far each unit serves one factor only (Eastwood and Williams 2018)"),
          Map.entry(
              "dci_completeness",
              "How far each factor is in one unit only (Eastwood and Williams 2018)"),
          Map.entry(
              "dci_error",
              "Error of known factors predicted from codes, over that of their mean; 0 is best"),
          Map.entry(
              "factor_vae",
              "How often the stillest unit tells the fixed factor (Kim and Mnih 2018)"),
          Map.entry("active_per_image", "Code units above 0 per image, on average"),
          Map.entry("median_active", "Code units above 0 in the middle image of all"),
          Map.entry(
              "probe_lr",
              "Share of test images whose class a logistic regression reads from their codes"),
          Map.entry(
              "probe_knn",
              "Share of test images whose class the five nearest codes of training images tell"),
          Map.entry("sparsity", "Share of code values that are not above 0, from 0 to 1"),
          Map.entry(
              "fid_cnn28",
              "Fréchet distance of samples to data on the features of the project's own classifier"),
          Map.entry(
              "class_coverage",
              "Classes that each have at least 1 % of the samples that the classifier recognises"),
          Map.entry(
              "class_entropy_nats",
              "Entropy of the classes of the recognised samples, in nats; at most log(classes)"),
          Map.entry(
              "parzen_nats",
              "Log-likelihood of a test image by a Parzen window over samples, in nats"),
          Map.entry("parzen_nats_se", "Standard error of parzen_nats over the test images"),
          Map.entry("parzen_sigma", "Width of the Parzen window, the best on validation images"),
          Map.entry(
              "sample_recognition",
              "Share of samples that the project's classifier reads with probability above 0.9"),
          Map.entry(
              "reconstruction_recognition",
              "Share of reconstructions that the project's classifier reads with probability above 0.9"),
          Map.entry(
              "noisy_mse_pixel", "Mean squared error per pixel of corrupted images against clean"),
          Map.entry("noisy_accuracy", "Share of corrupted images that a classifier reads rightly"),
          Map.entry(
              "restored_accuracy", "Share of restored images that a classifier reads rightly"),
          Map.entry(
              "restored_mse_pixel",
              "Mean squared error per pixel of images restored from corrupted ones against clean"),
          Map.entry(
              "restored_bce_pixel",
              "Binary cross-entropy per pixel, in nats, of images restored from corrupted ones"
                  + " against clean"));

  /** Units by the ends of names. */
  private static final Map<String, String> UNITS =
      Map.of(
          "_nats", "nats per image",
          "bce_pixel", "nats per pixel",
          "mse_pixel", "squared error per pixel",
          "accuracy", "share of images");

  private Glossary() {}

  /** All names with what they mean, sorted by name. */
  public static Map<String, String> entries() {
    return java.util.Collections.unmodifiableMap(new TreeMap<>(ENTRIES));
  }

  /** The unit of a metric or loss, where its name says it. */
  public static Optional<String> unit(String metric) {
    return UNITS.entrySet().stream()
        .filter(e -> metric.endsWith(e.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /**
   * What {@code metric} means; a part of the data in front, as in {@code test.accuracy} or {@code
   * test_accuracy}, a number of importance samples behind, as in {@code nll_iwae_nats_50}, and
   * another size of the classifier's images, as in {@code fid_cnn64}, are understood.
   */
  public static Optional<String> explain(String metric) {
    String name = metric.replaceFirst("^(train|validation|test)[._/]", "");
    if (name.matches("fid_cnn\\d{1,5}(x\\d{1,5})?")) {
      name = "fid_cnn28";
    }
    if (name.matches("nll_iwae_nats_\\d{1,9}")) {
      String count = name.substring(name.lastIndexOf('_') + 1);
      return explain("nll_iwae_nats").map(text -> text + " with " + count + " samples");
    }
    return Optional.ofNullable(ENTRIES.get(name));
  }
}
