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

/** The pictures of what a model makes of images, and of images it makes. */
final class ImageFigures {
  private static final int PAIRS = 20;
  private static final int SAMPLES = 60;
  private static final int RESTORED = 10;

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
      TranslationFigure.of(subject, translator).ifPresent(figures::add);
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
}
