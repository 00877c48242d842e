package engram.cli;

import engram.report.Axes;
import engram.report.Figure;
import engram.report.Glossary;
import engram.report.Heading;
import engram.report.LinePlot;
import engram.report.Series;
import java.util.ArrayList;
import java.util.List;

/** Loss curves, over steps and, after several epochs, over epochs. */
final class LossFigures {
  /** Curves whose means differ more than this need a logarithmic scale to be seen side by side. */
  private static final double SPREAD = 20;

  private LossFigures() {}

  /** The curves in {@code log} of a model that is judged by {@code objective}. */
  static List<Figure> of(LossLog log, String objective) {
    List<Figure> figures = new ArrayList<>();
    List<Series> steps = log.steps().stream().filter(s -> s.points().size() > 1).toList();
    if (!steps.isEmpty()) {
      String caption = "Training loss over steps, averaged in short stretches.";
      String what = steps.size() > 1 ? " One curve per phase of the training." : "";
      String y = steps.size() > 1 ? "loss" : titled("loss", objective);
      figures.add(plot(new Heading("loss-steps", caption + what), Axes.of("step", y), steps));
    }
    List<Series> epochs = epochs(log, objective);
    if (!epochs.isEmpty()) {
      String caption = "Loss over epochs, training and validation.";
      String y = steps.size() > 1 ? "loss" : titled(objective, objective);
      figures.add(plot(new Heading("loss-epochs", caption), Axes.of("epoch", y), epochs));
    }
    return figures;
  }

  private static List<Series> epochs(LossLog log, String objective) {
    return log.epochs().entrySet().stream()
        .filter(e -> e.getKey().endsWith(objective) || log.isPhaseTotal(e.getKey()))
        .filter(e -> e.getValue().size() > 1)
        .map(e -> new Series(shown(e.getKey(), log.steps().size()), e.getValue()))
        .toList();
  }

  /** The name of a curve, without that of the phase if there is one of {@code phases} only. */
  private static String shown(String name, int phases) {
    return phases == 1 ? name.replaceFirst("^training [^.]*\\.", "training ") : name;
  }

  /** {@code name} with the unit of {@code metric} where that is known. */
  private static String titled(String name, String metric) {
    return Glossary.unit(metric).map(unit -> name + " (" + unit + ")").orElse(name);
  }

  private static LinePlot plot(Heading heading, Axes axes, List<Series> series) {
    return new LinePlot(heading, spread(series) > SPREAD ? axes.withLogY() : axes, series);
  }

  /** How many times larger the largest curve is than the smallest; 1 if any is not above 0. */
  private static double spread(List<Series> series) {
    boolean positive = series.stream().flatMap(s -> s.points().stream()).allMatch(p -> p.y() > 0);
    var means =
        series.stream()
            .mapToDouble(s -> s.points().stream().mapToDouble(Series.Point::y).average().orElse(1))
            .summaryStatistics();
    return positive ? means.getMax() / means.getMin() : 1;
  }
}
