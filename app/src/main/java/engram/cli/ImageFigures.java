package engram.cli;

import engram.data.DataSet;
import engram.math.Matrix;
import engram.model.Denoiser;
import engram.model.Translator;
import engram.report.Figure;
import engram.report.Heading;
import engram.report.ImageGrid;
import engram.report.ReconstructionGrid;
import engram.report.SheetLabels;
import engram.train.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The pictures of what a model makes of images, and of images it makes. */
final class ImageFigures {
  private static final int PAIRS = 20;
  private static final int SAMPLES = 60;
  private static final int RESTORED = 10;
  private static final int TRANSLATED = 10;

  private final Subject subject;

  ImageFigures(Subject subject) {
    this.subject = subject;
  }

  /** Everything that this model can do with images. */
  List<Figure> all() {
    List<Figure> figures = new ArrayList<>();
    if (subject.reconstructs()) {
      figures.add(reconstructions());
    }
    if (subject.model() instanceof Denoiser denoiser) {
      figures.add(denoising(denoiser));
    }
    if (subject.model() instanceof Translator translator) {
      translation(translator).ifPresent(figures::add);
    }
    return figures;
  }

  private Figure reconstructions() {
    DataSet shown = subject.data().first(PAIRS);
    return new ReconstructionGrid(
        new Heading("reconstructions", "Test images, and below each what the model makes of it."),
        subject.images(RunFigures.pixels(shown)),
        subject.images(Evaluation.reconstruct(subject.model(), shown)),
        10);
  }

  /** Images decoded from new codes; {@code codes} are known ones. */
  Figure samples(Matrix codes) {
    String from =
        subject.hasPrior()
            ? "codes drawn from the model's prior."
            : "codes drawn from a Gaussian fitted to the codes of the data.";
    Matrix z = CodeSampler.draw(subject.model(), () -> codes, SAMPLES, subject.seed());
    return ImageGrid.of(
        new Heading("samples", "Images decoded from " + from),
        subject.images(Evaluation.decode(subject.model(), z)),
        12);
  }

  private Figure denoising(Denoiser denoiser) {
    DataSet shown = subject.data().first(RESTORED);
    Denoising done = Denoising.of(new Subject(subject.model(), shown, subject.seed()), denoiser);
    return new ImageGrid(
        new Heading(
            "denoising", "Test images, the same corrupted as in training, and as restored."),
        subject.images(stacked(List.of(RunFigures.pixels(shown), done.noisy(), done.restored()))),
        shown.size(),
        SheetLabels.ofRows(List.of("clean", "noisy", "restored")));
  }

  /** The rows of all {@code parts}, one part after the other. */
  static Matrix stacked(List<Matrix> parts) {
    int n = parts.get(0).rows();
    return Matrix.of(
        n * parts.size(), parts.get(0).columns(), (i, j) -> parts.get(i / n).get(i % n, j));
  }

  private Optional<Figure> translation(Translator translator) {
    int[] first = ofDomain(0);
    int[] second = ofDomain(1);
    int rows = Math.min(first.length, second.length);
    if (translator.domains() < 2 || rows == 0) {
      return Optional.empty();
    }
    List<Matrix> columns = new ArrayList<>(translated(translator, 0, first, rows));
    columns.addAll(translated(translator, 1, second, rows));
    Matrix cells = stacked(columns);
    Matrix byRow =
        Matrix.of(
            cells.rows(),
            cells.columns(),
            (i, j) -> cells.get(i % columns.size() * rows + i / columns.size(), j));
    String a = subject.data().classNames().get(0);
    String b = subject.data().classNames().get(1);
    return Optional.of(
        new ImageGrid(
            new Heading(
                "translation",
                "Test images of '%s', through their own decoder and through that of '%s'; then"
                        .formatted(a, b)
                    + " the other way round."),
            subject.images(byRow),
            columns.size(),
            SheetLabels.ofColumns(List.of(a, "own", "other", b, "own", "other"))));
  }

  private int[] ofDomain(int domain) {
    DataSet data = subject.data();
    return data.hasLabels()
        ? IntStream.range(0, data.size())
            .filter(i -> data.label(i) == domain)
            .limit(TRANSLATED)
            .toArray()
        : new int[0];
  }

  /** The first images of a domain, as they come back, and as the other domain has them. */
  private List<Matrix> translated(Translator translator, int from, int[] rows, int count) {
    DataSet shown = subject.data().select("shown", rows).first(count);
    int values = shown.shape().values();
    return List.of(
        RunFigures.pixels(shown),
        Evaluation.perImage(
            subject.model(),
            shown,
            x -> translator.translate(x, from, from).flattenImages(),
            values),
        Evaluation.perImage(
            subject.model(),
            shown,
            x -> translator.translate(x, from, 1 - from).flattenImages(),
            values));
  }
}
