package engram.cli;

import engram.base.Json;
import engram.base.Seed;
import engram.model.Family;
import engram.model.Model;
import engram.report.Figure;
import engram.runs.LiveRun;
import engram.runs.RunFolder;
import engram.runs.RunRecord;
import engram.runs.RunStatus;
import engram.runs.RunStore;
import engram.tensor.Device;
import engram.train.Plan;
import java.util.List;
import java.util.Map;

/** Gives the best run of a search what a training by itself leaves: test metrics and a report. */
final class BestRun {
  private final RunStore store;
  private final Device device;
  private final TrainingRun.Images images;

  BestRun(RunStore store, Device device, TrainingRun.Images images) {
    this.store = store;
    this.device = device;
    this.images = images;
  }

  /** The metrics of run {@code id} on the test images, once it has them and its report. */
  Map<String, Double> finish(String id, double seconds) {
    RunFolder folder = store.find(id);
    if (folder.report().isPresent() && !folder.record().metrics().isEmpty()) {
      return folder.record().metrics();
    }
    RunStatus status = folder.record().status();
    try (OpenRun opened = OpenRun.of(folder, device);
        LiveRun run = store.resume(id)) {
      Model model = opened.model();
      Seed seed = new Seed(run.record().request().seed());
      Map<String, Double> test = Metrics.of(model, images.test(), seed);
      run.update(r -> r.withMetrics(test));
      LossLog losses = new LossLog();
      losses.remember(run.record().history());
      List<Figure> training = LossFigures.of(losses, model.outline().objective());
      RunReport.Pictures pictures =
          new RunReport.Pictures(
              RunFigures.of(new Subject(model, images.test(), seed.child("figures"))), training);
      TrainingRun.report(run, job(run.record()), outcome(run, model, seconds, test), pictures);
      run.finish(status);
      return test;
    }
  }

  private TrainingRun.Job job(RunRecord record) {
    Family family = Family.named(record.model());
    java.nio.file.Path source = java.nio.file.Path.of("run.json");
    return new TrainingRun.Job(
        family,
        Json.fromTree(source, record.request().spec(), family.card().defaults().getClass()),
        Json.fromTree(source, record.request().plan(), Plan.class),
        images);
  }

  private static TrainingRun.Outcome outcome(
      LiveRun run, Model model, double seconds, Map<String, Double> test) {
    List<RunRecord.Epoch> history = run.record().history();
    RunRecord.Epoch last = history.get(history.size() - 1);
    return new TrainingRun.Outcome(
        run.id(),
        run.path(),
        run.record().model(),
        model.parameters().count(),
        "finished",
        last.step(),
        seconds,
        last.step() / Math.max(1e-9, seconds),
        null,
        last.values().get("validation." + model.outline().objective()),
        test,
        run.path().resolve("report.html"));
  }
}
