package engram.model.adversarial;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.data.DataSet;
import engram.data.Resize;
import engram.exchange.TensorData;
import engram.model.Family;
import engram.model.Model;
import engram.model.Small;
import engram.model.Specs;
import engram.tensor.Device;
import engram.tensor.Host;
import engram.tensor.Scope;
import engram.tensor.Tensor;
import engram.tensor.Tensors;
import engram.train.Snapshot;
import engram.train.TrainEvent;
import engram.train.Trainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DcganTest {
  private static final DataSet DIGITS = Small.digits(48);
  private static final Family DCGAN = Family.named("dcgan");
  private static final String AVERAGE = "average.";

  @AfterEach
  void noTensorOutlivesItsScope() {
    assertEquals(0, Tensor.live());
  }

  private static Model averaged(double share) {
    Record spec = Specs.with(Small.spec(DCGAN), Map.of("average", Double.toString(share)));
    return Small.model(DCGAN, spec, DIGITS, Small.SEED);
  }

  private static Map<String, TensorData> trained(Model model, int steps) {
    Trainer.train(model, DIGITS, Small.steps(steps), Optional.empty(), Trainer.Surroundings.none());
    return Snapshot.of(model.parameters().byName());
  }

  private static Map<String, float[]> generator(Model model, String prefix) {
    Map<String, float[]> values = new LinkedHashMap<>();
    model
        .parameters()
        .byName()
        .forEach(
            (name, tensor) -> {
              if (name.startsWith(prefix + "generator.")) {
                values.put(name.substring(prefix.length()), Host.floats(tensor.detach()));
              }
            });
    return values;
  }

  @Test
  void oneStepMovesEachAverageByOneMinusItsShare() {
    try (Scope s = new Scope()) {
      Model model = averaged(0.75);
      Map<String, float[]> before = generator(model, "");
      trained(model, 1);
      Map<String, float[]> after = generator(model, "");
      Map<String, float[]> slow = generator(model, AVERAGE);
      assertEquals(before.keySet(), slow.keySet());
      slow.forEach(
          (name, values) -> {
            float[] from = requireNonNull(before.get(name));
            float[] to = requireNonNull(after.get(name));
            for (int i = 0; i < values.length; i++) {
              assertEquals(0.75 * from[i] + 0.25 * to[i], values[i], 1e-6, name);
            }
          });
      assertTrue(slow.containsKey("generator.norm1.variance"), slow.keySet().toString());
    }
  }

  @Test
  void averagingLeavesTheGameAsItIs() {
    try (Scope s = new Scope()) {
      Map<String, TensorData> plain = trained(averaged(0), 3);
      Map<String, TensorData> averaged = trained(averaged(0.9), 3);
      averaged.keySet().removeIf(name -> name.startsWith(AVERAGE));
      assertEquals(plain, averaged);
    }
  }

  @Test
  void imagesAreDrawnByTheAverage() {
    try (Scope s = new Scope()) {
      Model model = averaged(0.9);
      Tensor z = Tensors.normal(Device.CPU, 4, model.outline().latent());
      float[] atFirst = Host.floats(model.decode(z));
      model.parameters().startingWith("generator.").forEach(w -> zero(model, w));
      assertTrue(Arrays.equals(atFirst, Host.floats(model.decode(z))));
      Model plain = averaged(0);
      plain.parameters().startingWith("generator.").forEach(w -> zero(plain, w));
      assertFalse(Arrays.equals(atFirst, Host.floats(plain.decode(z))));
    }
  }

  @Test
  void averagesAreNotCountedAsLearned() {
    try (Scope s = new Scope()) {
      Model plain = averaged(0);
      Model averaged = averaged(0.9);
      assertEquals(plain.parameters().count(), averaged.parameters().count());
      assertNotEquals(plain.parameters().byName().size(), averaged.parameters().byName().size());
    }
  }

  @Test
  void theGeneratorKeepsUpAt64WhereTheRateFitsTheWidth() {
    DataSet images = Resize.to(Small.digits(128), 64, 64);
    double wide = 2e-4;
    assertTrue(lastLosses(images, wide * 128 / 8) > 0.4);
    assertTrue(lastLosses(images, wide) < 0.2);
  }

  /** What a D of 8 channels loses on average in steps 40 to 60 against a G as narrow. */
  private static double lastLosses(DataSet images, double rate) {
    Map<String, String> narrow = Map.of("channels", "8", "learning_rate", Double.toString(rate));
    Record spec = Specs.with(DCGAN.card().defaults(), narrow);
    List<Double> losses = new ArrayList<>();
    Consumer<TrainEvent> listener =
        event -> {
          if (event instanceof TrainEvent.Stepped step && step.step() > 40) {
            losses.add(step.loss());
          }
        };
    try (Scope s = new Scope()) {
      Model model = Small.model(DCGAN, spec, images, Small.SEED);
      Trainer.Surroundings around = new Trainer.Surroundings(() -> false, c -> {}, listener);
      Trainer.train(model, images, Small.steps(60), Optional.empty(), around);
    }
    return losses.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  @Test
  void everyPresetHasTheRateOfItsWidth() {
    List<Record> specs = new ArrayList<>(DCGAN.card().presets().values());
    specs.add(DCGAN.card().defaults());
    for (Record spec : specs) {
      Dcgan.Spec dcgan = (Dcgan.Spec) spec;
      assertEquals(2e-4 * 128, dcgan.learningRate() * dcgan.channels(), 1e-12, spec.toString());
    }
  }

  private static void zero(Model model, Tensor weight) {
    model.parameters().overwrite(weight, weight.detach().times(0));
  }
}
