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

/** Keeps a t-SNE map as it comes about, to draw six moments of it side by side. */
final class MapStages implements Consumer<Tsne.Progress> {
  private static final int MOMENTS = 6;

  private final List<Tsne.Progress> seen = new ArrayList<>();

  @Override
  public void accept(Tsne.Progress progress) {
    seen.add(progress);
  }

  /** The first moment, the last, and those between, equally far apart. */
  ScatterSheet sheet(Optional<Labels> classes, Axes axes, Seed seed) {
    List<ScatterSheet.Panel> panels = new ArrayList<>();
    int count = Math.min(MOMENTS, seen.size());
    for (int i = 0; i < count; i++) {
      Tsne.Progress p = seen.get(count == 1 ? 0 : i * (seen.size() - 1) / (count - 1));
      panels.add(
          new ScatterSheet.Panel(
              "iteration " + p.iteration(), new CodeScatter.Points(p.map(), classes)));
    }
    return new ScatterSheet(new Heading("stages", ""), axes, panels, seed);
  }
}
