package engram.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.data.DataSet;
import engram.math.Matrix;
import engram.model.ModelContractTest.Variant;
import engram.tensor.Device;
import engram.tensor.Scope;
import engram.train.Evaluation;
import engram.train.Snapshot;
import engram.train.Trainer;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was trained on a GPU computes the same on the processor, for every family. */
@Tag("gpu")
class CudaTest {
  private static final DataSet DIGITS = Small.digits(48);

  static Stream<Variant> variants() {
    return ModelContractTest.variants();
  }

  @ParameterizedTest
  @MethodSource("variants")
  void whatWasTrainedThereIsTheSameHere(Variant v) {
    Record spec = Small.shrunk(v.spec());
    try (Scope s = new Scope()) {
      Device cuda = Device.parse("cuda:0");
      Model there = Small.model(v.family(), spec, DIGITS, Small.SEED, cuda);
      Trainer.train(there, DIGITS, Small.steps(20), Optional.empty(), Trainer.Surroundings.none());
      there.parameters().all().forEach(p -> assertEquals(cuda, p.device()));
      Model here = Small.model(v.family(), spec, DIGITS, Small.SEED, Device.CPU);
      Snapshot.restore(here.parameters().byName(), Snapshot.of(there.parameters().byName()));
      assertNear(ModelContractTest.output(here), ModelContractTest.output(there));
      Map<String, Double> scores = Evaluation.scores(there, DIGITS, Small.SEED);
      double objective = scores.getOrDefault(there.outline().objective(), Double.NaN);
      assertTrue(Double.isFinite(objective), scores::toString);
    }
  }

  private static void assertNear(Matrix expected, Matrix found) {
    assertEquals(expected.rows(), found.rows());
    assertEquals(expected.columns(), found.columns());
    double largest = 1;
    for (int i = 0; i < expected.rows(); i++) {
      for (float value : expected.row(i)) {
        largest = Math.max(largest, Math.abs(value));
      }
    }
    for (int i = 0; i < expected.rows(); i++) {
      for (int j = 0; j < expected.columns(); j++) {
        assertEquals(expected.row(i)[j], found.row(i)[j], 1e-4 * largest);
      }
    }
  }
}
