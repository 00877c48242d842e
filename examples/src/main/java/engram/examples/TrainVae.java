package engram.examples;

import engram.base.Seed;
import engram.data.DataSet;
import engram.data.synthetic.Digits;
import engram.model.Family;
import engram.model.Model;
import engram.model.Schedule;
import engram.model.Setting;
import engram.model.Specs;
import engram.report.Axes;
import engram.report.CodeValues;
import engram.report.Figure;
import engram.report.Heading;
import engram.report.LinePlot;
import engram.report.ManifoldGrid;
import engram.report.Report;
import engram.report.ReportContent;
import engram.report.Section;
import engram.report.Series;
import engram.tensor.Device;
import engram.tensor.Scope;
import engram.train.Evaluation;
import engram.train.Plan;
import engram.train.TrainEvent;
import engram.train.Trainer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Trains a variational autoencoder on built-in digits and writes a report with pictures. */
public final class TrainVae {
  private TrainVae() {}

  public static void main(String[] args) {
    Path report = Path.of(args.length > 0 ? args[0] : "train-vae.html");
    System.out.println(run(report, 20_000, 5));
    System.out.println("open " + report.toUri());
  }

  /** The metrics on {@code images / 10} digits that were not trained on. */
  static Map<String, Double> run(Path report, int images, int epochs) {
    DataSet train = new Digits().generate(images, new Seed(1));
    DataSet test = new Digits().generate(images / 10, new Seed(2));
    Family vae = Family.named("vae");
    Record spec = Specs.with(vae.card().defaults(), Map.of("latent", "2", "widths", "256,256"));
    Plan plan = new Plan(epochs, 0, 100, 1, 0, Schedule.COSINE, 0, 3600);
    List<Series.Point> losses = new ArrayList<>();
    Trainer.Surroundings around =
        new Trainer.Surroundings(
            () -> false,
            checkpoint -> {},
            event -> {
              if (event instanceof TrainEvent.Stepped s) {
                losses.add(new Series.Point(s.step(), s.loss()));
              }
            });
    // A scope owns the native memory of every tensor made inside it.
    try (Scope life = new Scope()) {
      Model model = vae.create(spec, new Setting(train.shape(), 10, Device.CPU, new Seed(1)));
      Trainer.train(model, train, plan, Optional.empty(), around);
      Map<String, Double> metrics = Evaluation.scores(model, test, new Seed(3));
      List<Figure> figures = List.of(loss(losses), manifold(model, test));
      ReportContent.Head head = new ReportContent.Head("My first VAE", "vae on digits", "", "");
      Section section = Section.ofFigures("Pictures", "", figures);
      Report.write(report, new ReportContent(head, metrics, List.of(), List.of(section)));
      return metrics;
    }
  }

  private static Figure loss(List<Series.Point> losses) {
    Heading heading = new Heading("loss", "Training loss in nats per image.");
    return new LinePlot(heading, Axes.of("step", "loss"), List.of(new Series("loss", losses)));
  }

  private static Figure manifold(Model model, DataSet data) {
    Heading heading = new Heading("manifold", "What each place of the code space decodes to.");
    List<Double> quantiles = CodeValues.normalQuantiles(15);
    ManifoldGrid.Square square = new ManifoldGrid.Square(quantiles, quantiles);
    return ManifoldGrid.of(heading, square, z -> Evaluation.decode(model, z), data.shape());
  }
}
