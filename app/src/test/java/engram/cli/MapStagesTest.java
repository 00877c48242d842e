package engram.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.analysis.Tsne;
import engram.math.Matrix;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MapStagesTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 6, 24, 25, 26, 49, 50, 1000, 1037})
  void fewMomentsEquallyFarApartAreKeptAndTheLast(int moments) {
    MapStages stages = new MapStages();
    for (int i = 1; i <= moments; i++) {
      stages.accept(new Tsne.Progress(50 * i, 1, 1, Matrix.wrap(1, 2, new float[2])));
    }
    List<Integer> kept = stages.iterations();
    assertEquals(50, kept.get(0));
    assertEquals(50 * moments, kept.get(kept.size() - 1));
    assertTrue(kept.size() <= 24 && kept.size() >= Math.min(moments, 12), kept.toString());
    for (int i = 2; i + 1 < kept.size(); i++) {
      assertEquals(kept.get(1) - kept.get(0), kept.get(i) - kept.get(i - 1), kept.toString());
    }
  }
}
