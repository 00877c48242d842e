package engram.cli;

import engram.data.DataSet;
import engram.math.Matrix;
import engram.model.Translator;
import engram.report.Figure;
import engram.report.Heading;
import engram.report.ImageGrid;
import engram.report.SheetLabels;
import engram.train.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Images of two domains, each as its own and as the other decoder makes it (Sayapaneni, fig. 29).
 */
final class TranslationFigure {
  private static final int MOST = 10;

  private final Subject subject;
  private final Translator translator;

  private TranslationFigure(Subject subject, Translator translator) {
    this.subject = subject;
    this.translator = translator;
  }

  /** The figure of the first two domains, if there are images of both. */
  static Optional<Figure> of(Subject subject, Translator translator) {
    TranslationFigure figure = new TranslationFigure(subject, translator);
    DataSet first = figure.ofDomain(0);
    DataSet second = figure.ofDomain(1);
    int rows = Math.min(first.size(), second.size());
    if (translator.domains() < 2 || rows == 0) {
      return Optional.empty();
    }
    List<Matrix> columns = new ArrayList<>(figure.translated(0, first.first(rows)));
    columns.addAll(figure.translated(1, second.first(rows)));
    return Optional.of(figure.grid(columns));
  }

  private Figure grid(List<Matrix> columns) {
    int wide = columns.size();
    Matrix rowAfterRow =
        Matrix.of(
            wide * columns.get(0).rows(),
            subject.data().shape().values(),
            (i, j) -> columns.get(i % wide).get(i / wide, j));
    String a = subject.data().classNames().get(0);
    String b = subject.data().classNames().get(1);
    String caption =
        "Test images of '%s', through their own decoder and through that of '%s'; then the other"
            + " way round.";
    return new ImageGrid(
        new Heading("translation", caption.formatted(a, b)),
        subject.images(rowAfterRow),
        wide,
        SheetLabels.ofColumns(List.of(a, "own", "other", b, "own", "other")));
  }

  private DataSet ofDomain(int domain) {
    return subject.data().ofClass(domain).first(MOST);
  }

  /** Images of a domain, as they come back, and as the other domain has them. */
  private List<Matrix> translated(int from, DataSet shown) {
    return List.of(
        RunFigures.pixels(shown),
        Evaluation.translate(translator, shown, from, from),
        Evaluation.translate(translator, shown, from, 1 - from));
  }
}
