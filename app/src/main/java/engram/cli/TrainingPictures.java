package engram.cli;

import engram.base.Seed;
import engram.data.DataSet;
import engram.math.Matrix;
import engram.model.Model;
import engram.report.Axes;
import engram.report.CodeScatter;
import engram.report.Figure;
import engram.report.Heading;
import engram.report.ImageGrid;
import engram.report.ScatterSheet;
import engram.report.SheetLabels;
import engram.tensor.Engine;
import engram.train.Evaluation;
import engram.train.TrainEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Pictures of a model at several moments of its training. A resumed training has those of the
 * moments still to come.
 *
 * <p>Taking them changes no result: all that is random in a step comes from the seed of that step
 * alone.
 */
final class TrainingPictures implements Consumer<TrainEvent> {
  private static final Set<Integer> EARLY_STEPS = Set.of(100, 200, 400, 600);
  private static final Set<Integer> CODE_EPOCHS = Set.of(0, 2, 4, 6);
  private static final Set<Integer> IMAGE_EPOCHS = Set.of(0, 2, 20);
  private static final int PARTS = 10;
  private static final int IN_A_ROW = 10;
  private static final int DOTS = 2000;

  private final Subject subject;
  private final boolean samples;
  private final boolean codes;
  private final boolean images;
  private final DataSet shown;
  private final Set<Long> sampleSteps = new TreeSet<>();
  private final Map<String, Matrix> sampled = new LinkedHashMap<>();
  private final Map<String, Matrix> reconstructed = new LinkedHashMap<>();
  private final List<ScatterSheet.Panel> scattered = new ArrayList<>();

  TrainingPictures(Model model, DataSet data, Seed seed) {
    subject = new Subject(model, data, seed.child("training pictures"));
    samples = model.decodes() && subject.hasPrior();
    codes = model.encodes() && model.outline().latent() == 2;
    images = subject.reconstructs();
    shown = data.first(Math.min(IN_A_ROW, data.size()));
  }

  @Override
  public void accept(TrainEvent event) {
    if (event instanceof TrainEvent.Started started) {
      plan(started.totalSteps());
      if (started.step() == 0) {
        atEpoch(0);
      }
    } else if (event instanceof TrainEvent.Stepped stepped) {
      if (samples && sampleSteps.contains(stepped.step())) {
        sample(stepped.step());
      }
    } else if (event instanceof TrainEvent.EpochEnded ended) {
      atEpoch(ended.epoch());
    }
  }

  private void plan(long total) {
    EARLY_STEPS.stream().map(Integer::longValue).filter(s -> s <= total).forEach(sampleSteps::add);
    for (int part = 1; part <= PARTS; part++) {
      sampleSteps.add(Math.max(1, total * part / PARTS));
    }
  }

  private void atEpoch(int epoch) {
    if (codes && CODE_EPOCHS.contains(epoch)) {
      scatter(epoch);
    }
    if (images && IMAGE_EPOCHS.contains(epoch)) {
      reconstruct("epoch " + epoch);
    }
  }

  private void sample(long step) {
    Matrix none = Matrix.wrap(0, 0, new float[0]);
    Matrix z = CodeSampler.draw(subject.model(), () -> none, IN_A_ROW, subject.seed());
    sampled.put("step " + step, Evaluation.decode(subject.model(), z));
  }

  private void scatter(int epoch) {
    Matrix z = subject.codes(Math.min(DOTS, subject.data().size()));
    scattered.add(
        new ScatterSheet.Panel(
            "epoch " + epoch,
            new CodeScatter.Points(z, CodeFigures.labels(subject.data(), z.rows()))));
  }

  private void reconstruct(String moment) {
    Engine.seed(subject.seed());
    reconstructed.put(moment, Evaluation.reconstruct(subject.model(), shown));
  }

  /** The pictures taken, and the reconstructions by the model as it is now. */
  List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    if (images) {
      figures.add(reconstructions());
    }
    if (!scattered.isEmpty()) {
      figures.add(
          new ScatterSheet(
              new Heading("codes-over-time", "Codes of the same test images as training went on."),
              Axes.of("code 1", "code 2"),
              scattered,
              subject.seed()));
    }
    if (!sampled.isEmpty()) {
      figures.add(
          sheet(
              "samples-over-time",
              "Images decoded from the same codes, drawn from the prior, as training went on.",
              sampled));
    }
    return figures;
  }

  private Figure reconstructions() {
    reconstruct("at the end");
    Map<String, Matrix> rows = new LinkedHashMap<>();
    rows.put("test images", RunFigures.pixels(shown));
    rows.putAll(reconstructed);
    return sheet("reconstructions-over-time", "The same test images as training went on.", rows);
  }

  private Figure sheet(String name, String caption, Map<String, Matrix> rows) {
    return new ImageGrid(
        new Heading(name, caption),
        subject.images(ImageFigures.stacked(List.copyOf(rows.values()))),
        rows.values().iterator().next().rows(),
        SheetLabels.ofRows(List.copyOf(rows.keySet())));
  }
}
