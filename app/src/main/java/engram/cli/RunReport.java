package engram.cli;

import engram.base.Paper;
import engram.model.Specs;
import engram.report.Figure;
import engram.report.ReportContent;
import engram.report.Section;
import engram.report.Table;
import engram.runs.RunRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The words and tables of a training's report. */
final class RunReport {
  private final RunRecord record;
  private final TrainingRun.Job job;
  private final TrainingRun.Outcome outcome;

  RunReport(RunRecord record, TrainingRun.Job job, TrainingRun.Outcome outcome) {
    this.record = record;
    this.job = job;
    this.outcome = outcome;
  }

  /**
   * The pictures of a report.
   *
   * @param model what the model does
   * @param training how it came to that
   */
  record Pictures(List<Figure> model, List<Figure> training) {
    List<Figure> all() {
      return Stream.concat(model.stream(), training.stream()).toList();
    }
  }

  ReportContent content(Pictures pictures) {
    ReportContent.Head head =
        new ReportContent.Head(
            job.family().name() + " on " + job.dataName(),
            job.family().card().summary() + " · run " + record.id(),
            summary(),
            ShellWords.command(record.request().commandLine()));
    return new ReportContent(
        head,
        record.metrics(),
        record.events(),
        List.of(
            Section.ofFigures(
                "What the model does",
                "Pictures of data are of test images; the model never trained on them.",
                pictures.model),
            Section.ofFigures("How training went", "", pictures.training),
            Section.ofTables(
                "What was trained",
                "",
                List.of(
                    Table.of("Hyperparameters", Specs.toMap(job.spec())),
                    Table.of("Training plan", Specs.toMap(job.plan())),
                    Table.of("Data", data()))),
            Section.ofTables(
                "Where it was trained", "", List.of(Table.of("Environment", environment())))));
  }

  private String summary() {
    Paper paper = job.family().card().model().getAnnotation(Paper.class);
    String what = job.family().card().summary();
    String source = paper == null ? "" : " (" + paper.authors() + ": " + paper.where() + ")";
    return String.format(
        Locale.ROOT,
        "This is a %s%s. It has %,d parameters and was trained for %,d steps of %d images, in %.0f"
            + " seconds (%.0f steps per second). Metrics are over %,d test images.",
        what,
        source,
        outcome.parameters(),
        outcome.steps(),
        job.plan().batch(),
        outcome.seconds(),
        outcome.stepsPerSecond(),
        job.test().size());
  }

  private Map<String, String> data() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("name", job.dataName());
    facts.put(
        "images",
        String.format(
            Locale.ROOT,
            "%,d for training (a share of %s held out for validation), %,d for test",
            job.train().size(),
            engram.base.Check.number(job.plan().validation()),
            job.test().size()));
    facts.put("shape", job.train().shape() + " (channels x height x width)");
    facts.put("classes", String.join(", ", job.train().classNames()));
    facts.put("sha256", record.request().data().sha256());
    return facts;
  }

  private Map<String, String> environment() {
    Map<String, String> facts = new LinkedHashMap<>();
    var v = record.environment().versions();
    var m = record.environment().machine();
    facts.put("engram", v.engram());
    facts.put("libtorch", v.libtorch());
    facts.put("java", v.java());
    facts.put("system", v.os() + ", " + v.arch());
    facts.put("processor", m.cpu() + ", " + m.cores() + " cores");
    return facts;
  }
}
