package engram.cli;

import engram.analysis.Tsne;
import engram.base.Seed;
import engram.data.Labels;
import engram.report.Axes;
import engram.report.CodeScatter;
import engram.report.Heading;
import engram.report.ScatterSheet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Keeps a t-SNE map at some moments of its making, to draw six of them side by side. */
final class MapStages implements Consumer<Tsne.Progress> {
  private static final int DRAWN = 6;
  private static final int KEPT = 24;

  private final List<Tsne.Progress> kept = new ArrayList<>();
  private int every = 1;
  private int told;

  @Override
  public void accept(Tsne.Progress progress) {
    if (!kept.isEmpty() && (told - 1) % every != 0) {
      kept.remove(kept.size() - 1);
    }
    kept.add(progress);
    told++;
    if (kept.size() > KEPT) {
      for (int i = kept.size() - 2; i > 0; i -= 2) {
        kept.remove(i);
      }
      every *= 2;
    }
  }

  /** The first moment, the last, and those between, about equally far apart. */
  ScatterSheet sheet(Optional<Labels> classes, Axes axes, Seed seed) {
    List<ScatterSheet.Panel> panels = new ArrayList<>();
    int count = Math.min(DRAWN, kept.size());
    for (int i = 0; i < count; i++) {
      Tsne.Progress p = kept.get(count == 1 ? 0 : i * (kept.size() - 1) / (count - 1));
      panels.add(
          new ScatterSheet.Panel(
              "iteration " + p.iteration(), new CodeScatter.Points(p.map(), classes)));
    }
    return new ScatterSheet(new Heading("stages", ""), axes, panels, seed);
  }

  /** Steps of the maps kept, the latest being the last. */
  List<Integer> iterations() {
    return kept.stream().map(Tsne.Progress::iteration).toList();
  }
}
