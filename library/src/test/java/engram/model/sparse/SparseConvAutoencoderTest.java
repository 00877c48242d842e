package engram.model.sparse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.data.DataSet;
import engram.math.Matrix;
import engram.model.Family;
import engram.model.Model;
import engram.model.Small;
import engram.model.Specs;
import engram.tensor.Scope;
import engram.tensor.Tensor;
import engram.train.Evaluation;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SparseConvAutoencoderTest {
  private static final DataSet DIGITS = Small.digits(48);
  private static final Family SPARSE = Family.named("sparse-conv-ae");

  @AfterEach
  void noTensorOutlivesItsScope() {
    assertEquals(0, Tensor.live());
  }

  private static Matrix codes(int mostActive) {
    Record spec =
        Specs.with(Small.spec(SPARSE), Map.of("most_active", Integer.toString(mostActive)));
    try (Scope s = new Scope()) {
      Model model = Small.model(SPARSE, spec, DIGITS, Small.SEED);
      return Evaluation.encode(model, DIGITS);
    }
  }

  private static int active(float[] code) {
    int active = 0;
    for (float a : code) {
      active += a > 0 ? 1 : 0;
    }
    return active;
  }

  @Test
  void onlyTheLargestUnitsStayOnAndTheyKeepTheirValues() {
    Matrix all = codes(12);
    Matrix few = codes(2);
    boolean limits = false;
    for (int i = 0; i < DIGITS.size(); i++) {
      float[] full = all.row(i);
      float[] kept = few.row(i);
      limits |= active(full) > 2;
      float[] sorted = full.clone();
      Arrays.sort(sorted);
      float least = sorted[sorted.length - 2];
      for (int j = 0; j < full.length; j++) {
        full[j] = full[j] >= least ? full[j] : 0;
      }
      assertArrayEquals(full, kept, "image " + i);
    }
    assertTrue(limits, "no image has more than two units on");
  }
}
