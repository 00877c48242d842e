package engram.cli;

import engram.train.TrainEvent;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Shows a training on one line of a terminal; elsewhere says one line an epoch, or nothing. */
final class ProgressBar implements Consumer<TrainEvent> {
  private static final int WIDTH = 24;
  private static final long REDRAW_NANOS = 100_000_000;

  private final Console console;
  private final boolean interactive;
  private long total;
  private int perEpoch = 1;
  private long firstStep;
  private long images;
  private double loss = Double.NaN;
  private long start;
  private long drawn;

  ProgressBar(Console console) {
    this.console = console;
    interactive = console.interactive();
  }

  @Override
  public void accept(TrainEvent event) {
    if (event instanceof TrainEvent.Started started) {
      total = started.totalSteps();
      perEpoch = started.stepsPerEpoch();
      firstStep = started.step();
      start = System.nanoTime();
    } else if (event instanceof TrainEvent.Stepped stepped) {
      images += stepped.images();
      loss = Double.isNaN(loss) ? stepped.loss() : 0.98 * loss + 0.02 * stepped.loss();
      if (interactive && (System.nanoTime() - drawn > REDRAW_NANOS || stepped.step() == total)) {
        draw(stepped.step());
      }
    } else if (event instanceof TrainEvent.EpochEnded ended && interactive) {
      console.overwrite("");
      console.say("epoch " + ended.epoch() + "  " + numbers(ended.train()) + validation(ended));
    } else if (event instanceof TrainEvent.Warned warned) {
      if (interactive) {
        console.overwrite("");
      }
      console.say("engram: warning: step " + warned.step() + ": " + warned.message());
    } else if (event instanceof TrainEvent.StoppedEarly stopped && interactive) {
      console.say("no better validation for " + stopped.epochs() + " epochs: stopped early");
    }
  }

  private void draw(long step) {
    drawn = System.nanoTime();
    double seconds = (drawn - start) / 1e9;
    double share = step / (double) total;
    double left = seconds / Math.max(1, step - firstStep) * (total - step);
    int full = (int) Math.round(share * WIDTH);
    console.overwrite(
        String.format(
            Locale.ROOT,
            "%s%s %3.0f %%  epoch %d/%d  loss %.4g  %.0f images/s  %s left",
            "█".repeat(full),
            "░".repeat(WIDTH - full),
            100 * share,
            (step + perEpoch - 1) / perEpoch,
            (total + perEpoch - 1) / perEpoch,
            loss,
            images / seconds,
            clock(left)));
  }

  private static String clock(double seconds) {
    long s = Math.round(seconds);
    return s >= 3600
        ? String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60)
        : String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60);
  }

  private static String validation(TrainEvent.EpochEnded ended) {
    return ended.validation().isEmpty() ? "" : "  |  validation " + numbers(ended.validation());
  }

  private static String numbers(Map<String, Double> values) {
    return values.entrySet().stream()
        .map(e -> e.getKey() + String.format(Locale.ROOT, " %.5g", e.getValue()))
        .collect(Collectors.joining("  "));
  }
}
