package engram.cli;

import engram.paper.Answer;
import engram.paper.Experiment;
import engram.paper.Findings;
import engram.paper.Lab;
import engram.paper.Recipe;
import engram.paper.Verdict;
import java.util.List;

/** A paper of three small experiments: one that holds, one that does not, one that breaks. */
public final class PretendPaper implements Recipe {
  @Override
  public String name() {
    return "pretend";
  }

  @Override
  public String citation() {
    return "Nobody 1900, A pretended paper";
  }

  @Override
  public List<Experiment> experiments() {
    return List.of(
        new Experiment("figure-1", "Figure 1", "A training", PretendPaper::training),
        new Experiment("table-1", "Table 1", "A claim that is wrong", PretendPaper::wrong),
        new Experiment("figure-9", "Figure 9", "A command that fails", PretendPaper::broken));
  }

  private static Answer trained(Lab lab) {
    return lab.train("dense-ae --steps 2 --set widths=8");
  }

  private static Findings training(Lab lab) {
    Answer trained = trained(lab);
    return Findings.of(
            Verdict.atMost("cross-entropy, nats", "600", trained.number("test.bce_nats"), 1e4))
        .with(trained.figure("reconstructions"), "Reconstructions.");
  }

  private static Findings wrong(Lab lab) {
    return Findings.of(
        Verdict.below(
            "entropy below 0", "-1", "ours", trained(lab).number("test.bce_nats"), "zero", 0));
  }

  private static Findings broken(Lab lab) {
    lab.run("evaluate no-such-run");
    return Findings.of();
  }
}
