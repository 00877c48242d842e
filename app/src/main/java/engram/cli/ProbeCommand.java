package engram.cli;

import engram.base.Check;
import engram.base.Json;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Fits a classifier to codes and says how well it reads others. */
@Command(
    name = "probe",
    description =
        "Fit a classifier to codes of known class and say how well it reads the class of others.",
    footer = {
      "",
      "--out receives the confusion matrix as a picture, predictions.npy (the class read, one per",
      "row) and, from lr, probabilities.npy (one column per class, ascending).",
      "",
      "Example: engram probe --classifier lr --train z.npy,y.npy --test zt.npy,yt.npy"
    })
final class ProbeCommand implements Callable<Integer> {
  @Mixin Common common = new Common();
  @Mixin ProbeOptions options = new ProbeOptions();

  @Option(
      names = "--train",
      paramLabel = "Z,Y",
      required = true,
      description = "NPY files: codes, one row per example, and the class of each")
  String train = "";

  @Option(
      names = "--test",
      paramLabel = "Z,Y",
      required = true,
      description = "NPY files of the codes to be read and of their true classes")
  String test = "";

  @Option(names = "--threads", paramLabel = "N", description = "threads (default: all cores)")
  @Nullable Integer threads;

  @Option(names = "--out", paramLabel = "DIR", description = "folder to write to (default: none)")
  @Nullable Path out;

  private final Console console;

  ProbeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    int wanted = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    Check.within("threads", wanted, 1, 1024);
    options.check();
    LabelledCodes learnt = LabelledCodes.read("--train", train);
    LabelledCodes read = LabelledCodes.read("--test", test);
    Probing probing = new Probing(learnt, read, wanted);
    Probing.Outcome o = probing.run(options, out);
    console.result(common.json, o, text(o));
    return 0;
  }

  private static String text(Probing.Outcome o) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "accuracy   %.4f (95 %%: %.4f to %.4f)%n",
            o.accuracy(),
            o.accuracy95().low(),
            o.accuracy95().high()));
    o.classes()
        .forEach(
            (name, c) ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        "class %-4s precision %.4f  recall %.4f%n",
                        name,
                        c.precision(),
                        c.recall())));
    text.append(
        String.format(
            Locale.ROOT,
            "settings   %s%nseconds    %.1f to choose, %.1f to fit %,d codes, %.1f to read %,d",
            Json.write(o.settings()),
            o.chooseSeconds(),
            o.fitSeconds(),
            o.train(),
            o.readSeconds(),
            o.test()));
    if (Boolean.FALSE.equals(o.converged())) {
      text.append("\nnote       the search ended before the optimum; try another --c");
    }
    return o.folder() == null ? text.toString() : text + "\nfolder     " + o.folder();
  }
}
