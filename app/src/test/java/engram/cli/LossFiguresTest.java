package engram.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.report.Figure;
import engram.report.LinePlot;
import engram.report.Series;
import engram.runs.RunRecord;
import engram.train.TrainEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LossFiguresTest {
  /** The curves of a training of ten steps and two epochs with these losses at every step. */
  private static List<Figure> curves(Map<String, Double> losses, String objective) {
    LossLog log = new LossLog();
    log.accept(new TrainEvent.Started(0, 10, 5, 1));
    for (int step = 1; step <= 10; step++) {
      log.accept(new TrainEvent.Stepped(step, 1, 1, losses));
      if (step % 5 == 0) {
        Map<String, Double> terms = new LinkedHashMap<>();
        losses.forEach((phase, loss) -> terms.put(phase + ".term", loss));
        log.accept(new TrainEvent.EpochEnded(step / 5, step, terms, Map.of(objective, 3.0)));
      }
    }
    return LossFigures.of(log, objective);
  }

  private static List<String> names(Figure figure) {
    return ((LinePlot) figure).series().stream().map(Series::name).toList();
  }

  private static Map<String, Double> gan(double generator) {
    Map<String, Double> losses = new LinkedHashMap<>();
    losses.put("discriminator", 0.5);
    losses.put("generator", generator);
    return losses;
  }

  @Test
  void epochsBeforeAResumeStayInTheCurves() {
    LossLog log = new LossLog();
    Map<String, Double> values = Map.of("train.loss", 2.0, "validation.mse_pixel", 3.0);
    log.remember(List.of(new RunRecord.Epoch(1, 10, values)));
    log.accept(new TrainEvent.EpochEnded(2, 20, Map.of("loss", 1.0), Map.of("mse_pixel", 2.5)));
    for (String name : List.of("training loss", "validation mse_pixel")) {
      List<Series.Point> points = log.epochs().getOrDefault(name, List.of());
      assertEquals(List.of(1.0, 2.0), points.stream().map(Series.Point::x).toList(), name);
    }
  }

  @Test
  void everyPhaseHasItsCurveInOnePlot() {
    List<Figure> figures = curves(gan(2), "fid");
    assertEquals(List.of("discriminator", "generator"), names(figures.get(0)));
    assertEquals(
        List.of("training discriminator.term", "training generator.term", "validation fid"),
        names(figures.get(1)));
    assertEquals("loss", ((LinePlot) figures.get(0)).axes().y());
  }

  @Test
  void aSinglePhaseHasTheUnitOfItsObjective() {
    List<Figure> figures = curves(Map.of("reconstruction", 100.0), "bce_nats");
    assertEquals(List.of("training loss"), names(figures.get(0)));
    assertEquals("loss (nats per image)", ((LinePlot) figures.get(0)).axes().y());
    assertEquals(List.of("training term", "validation bce_nats"), names(figures.get(1)));
    assertEquals("bce_nats (nats per image)", ((LinePlot) figures.get(1)).axes().y());
  }

  @Test
  void curvesFarApartAreOnALogarithmicScaleUnlessOneIsNotAboveZero() {
    assertTrue(((LinePlot) curves(gan(150), "fid").get(0)).axes().logY());
    assertFalse(((LinePlot) curves(gan(2), "fid").get(0)).axes().logY());
    assertFalse(((LinePlot) curves(gan(-150), "fid").get(0)).axes().logY());
  }

  @Test
  void aLongTrainingIsAveragedInStretches() {
    LossLog log = new LossLog();
    log.accept(new TrainEvent.Started(0, 2000, 100, 1));
    for (int step = 1; step <= 2000; step++) {
      log.accept(new TrainEvent.Stepped(step, step, 1, Map.of("a", (double) step)));
    }
    List<Series.Point> points = log.steps().get(0).points();
    assertEquals(200, points.size());
    assertEquals(new Series.Point(10, 5.5), points.get(0));
  }
}
