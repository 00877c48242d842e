package engram.cli;

import engram.analysis.Confusion;
import engram.analysis.Frechet;
import engram.analysis.SampleQuality;
import engram.base.EngramException;
import engram.data.DataSet;
import engram.data.ImageShape;
import engram.math.Matrix;
import engram.model.classifier.Cnn;
import engram.runs.RunFilter;
import engram.runs.RunFolder;
import engram.runs.RunStatus;
import engram.runs.RunStore;
import engram.runs.RunSummary;
import engram.tensor.Device;
import engram.train.Evaluation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A trained classifier that tells how real generated images are. */
final class Judge implements AutoCloseable {
  private static final String MODEL = "cnn";

  private final OpenRun run;
  private final Cnn cnn;

  private Judge(OpenRun run, Cnn cnn) {
    this.run = run;
    this.cnn = cnn;
  }

  /** The newest finished classifier of images of the same shape from the same data. */
  static Optional<RunFolder> newest(RunStore store, RunFolder judged) {
    String data = source(judged.record().request().data().name());
    return store.list(RunFilter.all().withModel(MODEL).withStatus(RunStatus.DONE)).stream()
        .filter(run -> source(run.data()).equals(data))
        .map(RunSummary::id)
        .map(store::find)
        .filter(run -> shape(run).equals(shape(judged)) && sameClasses(run, judged))
        .findFirst();
  }

  private static boolean sameClasses(RunFolder judge, RunFolder judged) {
    List<String> classes = DataFacts.of(judged.record()).classes();
    return classes.isEmpty() || classes.equals(DataFacts.of(judge.record()).classes());
  }

  /** {@code mnist} of {@code mnist:5000}, and of a path what it is from any folder. */
  private static String source(String data) {
    return Common.catalog().everywhere(data).replaceFirst(":\\d{1,9}$", "");
  }

  private static ImageShape shape(RunFolder run) {
    return DataFacts.of(run.record()).shape();
  }

  /** Opens {@code folder}, which must be a finished classifier of images like {@code judged}'s. */
  static Judge open(RunFolder folder, RunFolder judged, Device device) {
    if (!folder.record().model().equals(MODEL) || folder.status() != RunStatus.DONE) {
      throw EngramException.usage(
          "--judge must be a finished cnn run, and %s is a %s that is %s; train one with: engram train cnn --data %s"
              .formatted(
                  folder.id(),
                  folder.record().model(),
                  engram.base.Names.of(folder.status()),
                  judged.record().request().data().name()));
    }
    if (!shape(folder).equals(shape(judged))) {
      throw EngramException.usage(
          "the judge %s reads images of %s, %s has %s; use a cnn run on images of that size"
              .formatted(folder.id(), shape(folder), judged.id(), shape(judged)));
    }
    if (!sameClasses(folder, judged)) {
      throw EngramException.usage(
          "the judge %s tells apart %s, the images of %s are of %s; use a cnn run on those classes"
              .formatted(
                  folder.id(),
                  DataFacts.of(folder.record()).classes(),
                  judged.id(),
                  DataFacts.of(judged.record()).classes()));
    }
    OpenRun run = OpenRun.of(folder, device);
    return new Judge(run, (Cnn) run.model());
  }

  /** Id of the classifier's run. */
  String id() {
    return run.folder().id();
  }

  /** Names of the classes it tells apart. */
  List<String> classNames() {
    return run.classNames();
  }

  /** What the classifier makes of {@code samples} beside {@code real} images. */
  Map<String, Double> metrics(Matrix samples, DataSet real) {
    int units = cnn.outline().latent();
    Matrix ofSamples = Evaluation.perImage(cnn, samples, cnn::encode, units);
    Matrix ofReal = Evaluation.perImage(cnn, real, cnn::encode, units);
    Matrix read = read(samples);
    Map<String, Double> all = new LinkedHashMap<>();
    all.put("fid_cnn" + size(run.shape()), Frechet.distance(ofSamples, ofReal));
    all.putAll(SampleQuality.of(read).metrics());
    return all;
  }

  /** Probability of each class, one row per image. */
  Matrix read(Matrix images) {
    int classes = cnn.outline().setting().classes();
    return Evaluation.perImage(cnn, images, cnn::probabilities, classes);
  }

  /** Share of {@code images} read as the labels of {@code labelled} say, row by row. */
  double accuracy(Matrix images, DataSet labelled) {
    return Confusion.of(labelled.labels(), read(images)).accuracy();
  }

  /** {@code 28} for images of 28x28, else as in {@code 60x64}. */
  private static String size(ImageShape s) {
    return s.height() == s.width() ? String.valueOf(s.height()) : s.height() + "x" + s.width();
  }

  @Override
  public void close() {
    run.close();
  }
}
