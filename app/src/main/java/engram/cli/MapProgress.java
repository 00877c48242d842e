package engram.cli;

import engram.analysis.Tsne;
import java.util.Locale;
import java.util.function.Consumer;

/** Shows how far a t-SNE map is, on one line of a terminal. */
final class MapProgress implements Consumer<Tsne.Progress> {
  private final Console console;
  private final int iterations;
  private final long start = System.nanoTime();

  MapProgress(Console console, int iterations) {
    this.console = console;
    this.iterations = iterations;
  }

  @Override
  public void accept(Tsne.Progress p) {
    if (!console.interactive()) {
      return;
    }
    if (p.iteration() == iterations) {
      console.overwrite("");
      return;
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    console.overwrite(
        String.format(
            Locale.ROOT,
            "iteration %d of %d  KL %.4f nats  %.0f s left",
            p.iteration(),
            iterations,
            p.klNats(),
            seconds / p.iteration() * (iterations - p.iteration())));
  }
}
