package engram.model.coding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.EngramException;
import engram.data.DataSet;
import engram.data.HeapPixels;
import engram.data.ImageShape;
import engram.math.Matrix;
import engram.model.ClassDriven;
import engram.model.Family;
import engram.model.Linked;
import engram.model.Model;
import engram.model.Schedule;
import engram.model.Small;
import engram.model.Specs;
import engram.tensor.Device;
import engram.tensor.Host;
import engram.tensor.Scope;
import engram.tensor.Tensor;
import engram.train.Evaluation;
import engram.train.Plan;
import engram.train.TrainEvent;
import engram.train.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What dictionaries come to when they learn from digits. */
class DictionaryLearningTest {
  private static final DataSet DIGITS = Small.digits(1500);

  private static Model trained(String name, Map<String, String> changes, int epochs) {
    Family family = Family.named(name);
    Record spec = Specs.with(family.card().defaults(), changes);
    Model model = Small.model(family, spec, DIGITS, Small.SEED);
    long steps = epochs * (long) (DIGITS.size() / 100);
    Plan plan = new Plan(epochs, steps, 100, 5, 0, Schedule.COSINE, 0, 3600);
    Trainer.train(model, DIGITS, plan, Optional.empty(), Trainer.Surroundings.none());
    return model;
  }

  @Test
  void aLearnedDictionaryExplainsDigitsAndKeepsItsAtomsAtLengthOne() {
    try (Scope s = new Scope()) {
      Model fresh = Small.model(Family.named("lca"), spec("lca", 60), DIGITS, Small.SEED);
      double before =
          Evaluation.scores(fresh, DIGITS, Small.SEED).getOrDefault("energy", Double.NaN);
      Model model = trained("lca", Map.of("atoms", "60"), 4);
      double after =
          Evaluation.scores(model, DIGITS, Small.SEED).getOrDefault("energy", Double.NaN);
      assertTrue(after < before / 2, "energy " + before + " to " + after);
      Matrix atoms = ((SparseCoding) model).atoms(0);
      for (int k = 0; k < atoms.rows(); k++) {
        double length = 0;
        for (float v : atoms.row(k)) {
          length += v * v;
        }
        assertEquals(1, length, 1e-5);
      }
    }
  }

  private static Record spec(String name, int atoms) {
    return Specs.with(
        Family.named(name).card().defaults(), Map.of("atoms", Integer.toString(atoms)));
  }

  @Test
  void anAtomAtEveryPositionDrawsAShiftedImageWithAShiftedCode() {
    try (Scope s = new Scope()) {
      Map<String, String> changes = Map.of("atoms", "8", "kernel", "8", "stride", "4");
      Model model = trained("lca", changes, 2);
      assertEquals(8 * 36, model.outline().latent());
      float[] here = new float[8 * 36];
      float[] there = new float[8 * 36];
      here[2 * 36 + 7] = 1;
      there[2 * 36 + 7 + 6 + 1] = 1;
      Matrix drawn =
          Evaluation.decode(
              model, Matrix.of(2, here.length, (i, k) -> i == 0 ? here[k] : there[k]));
      double ink = 0;
      for (int y = 0; y < 24; y++) {
        for (int x = 0; x < 24; x++) {
          assertEquals(drawn.get(0, y * 28 + x), drawn.get(1, (y + 4) * 28 + x + 4), 1e-6);
          ink += drawn.get(0, y * 28 + x);
        }
      }
      assertTrue(ink > 0.5, "ink " + ink);
    }
  }

  @Test
  void theRunningMeanOfActivityBeginsWithTheFirstBatch() {
    try (Scope s = new Scope()) {
      Model model = Small.model(Family.named("lca"), spec("lca", 30), DIGITS, Small.SEED);
      Matrix before = Evaluation.encode(model, DIGITS);
      double l1 = 0;
      for (int i = 0; i < before.rows(); i++) {
        for (float v : before.row(i)) {
          l1 += Math.abs(v) / before.rows();
        }
      }
      Plan plan = new Plan(1, 1, DIGITS.size(), 5, 0, Schedule.CONSTANT, 0, 3600);
      Trainer.train(model, DIGITS, plan, Optional.empty(), Trainer.Surroundings.none());
      Tensor total = Objects.requireNonNull(model.parameters().byName().get("total"));
      assertEquals(l1, total.item(), 1e-3 * l1);
    }
  }

  @Test
  void solversLearnTheSame() {
    try (Scope s = new Scope()) {
      List<Double> energies = new ArrayList<>();
      for (String solver : List.of("lca", "fista", "coordinate_descent")) {
        Model model = trained("lca", Map.of("atoms", "30", "solver", solver), 1);
        energies.add(
            Evaluation.scores(model, DIGITS, Small.SEED).getOrDefault("energy", Double.NaN));
      }
      assertEquals(energies.get(0), energies.get(1), 0.01 * energies.get(0));
      assertEquals(energies.get(0), energies.get(2), 0.01 * energies.get(0));
    }
  }

  @Test
  void aPrintedDigitIsDrawnFromAHandwrittenOneAndTheOtherWayRound() {
    try (Scope s = new Scope()) {
      Linked model = (Linked) trained("linked-lca", Map.of("atoms", "100"), 6);
      DataSet fresh = Small.digits(1700).slice(1500, 1700);
      double image =
          Evaluation.scores(model, fresh, Small.SEED).getOrDefault("linked_mse_pixel", Double.NaN);
      Matrix blank = Matrix.of(fresh.size(), 784, (i, j) -> 0);
      double nothing = meanSquare(blank, fresh.linked().get(0));
      assertTrue(image < 0.6 * nothing, image + " against " + nothing + " for nothing");
      Matrix fromPrint = Evaluation.encode(model, fresh, List.of(false, true));
      double print = meanSquare(Evaluation.decode(model, fromPrint, 1), fresh.linked().get(0));
      assertTrue(print < image, "seen itself it is drawn better: " + print);
      double hand = meanSquare(Evaluation.decode(model, fromPrint, 0), fresh);
      assertTrue(hand < meanSquare(blank, fresh), "handwriting from print " + hand);
    }
  }

  private static double meanSquare(Matrix drawn, DataSet expected) {
    double sum = 0;
    for (int i = 0; i < expected.size(); i++) {
      float[] thing = expected.image(i);
      for (int j = 0; j < thing.length; j++) {
        double d = drawn.get(i, j) - thing[j];
        sum += d * d / thing.length / expected.size();
      }
    }
    return sum;
  }

  @Test
  void theBlockOfAClassDrawsThatClass() {
    try (Scope s = new Scope()) {
      Model model = trained("ordinal-lca", Map.of("atoms", "100"), 6);
      double share =
          Evaluation.scores(model, DIGITS, Small.SEED).getOrDefault("block_share", Double.NaN);
      assertTrue(share > 0.3, "by chance it were 0.1, got " + share);
      Matrix z =
          Evaluation.matrix(((ClassDriven) model).driven(Host.upload(new int[] {3}, Device.CPU)));
      for (int k = 0; k < 100; k++) {
        assertTrue((k >= 30 && k < 40) || z.get(0, k) == 0, "unit " + k + " is not of class 3");
      }
    }
  }

  @Test
  void aCodeOfThePriorIsOfOneClassAndAllClassesAreDrawn() {
    try (Scope s = new Scope()) {
      Matrix z =
          Evaluation.matrix(
              trained("ordinal-lca", Map.of("atoms", "30"), 1).prior(200).orElseThrow());
      Set<Integer> classes = new TreeSet<>();
      for (int i = 0; i < z.rows(); i++) {
        Set<Integer> blocks = new TreeSet<>();
        for (int k = 0; k < z.columns(); k++) {
          if (z.get(i, k) != 0) {
            blocks.add(k / 3);
          }
        }
        assertEquals(1, blocks.size(), "blocks of code " + i);
        classes.addAll(blocks);
      }
      assertEquals(10, classes.size());
    }
  }

  @Test
  void atomsThatNothingUsesStartAnewAndThatIsSaid() {
    byte[] bytes = new byte[20_000 * 4];
    for (int i = 0; i < bytes.length; i += 4) {
      bytes[i] = (byte) 200;
    }
    ImageShape shape = ImageShape.grey(2, 2);
    DataSet dots = DataSet.of("dots", shape, new HeapPixels(4, bytes), null, null);
    List<String> told = new ArrayList<>();
    Trainer.Surroundings listening =
        new Trainer.Surroundings(
            () -> false,
            c -> {},
            e -> {
              if (e instanceof TrainEvent.Warned w && w.guard().equals("learn")) {
                told.add(w.message());
              }
            });
    try (Scope s = new Scope()) {
      Model model = Small.model(Family.named("lca"), spec("lca", 5), dots, Small.SEED);
      Plan plan = new Plan(1, 40, 500, 5, 0, Schedule.CONSTANT, 0, 3600);
      Trainer.train(model, dots, plan, Optional.empty(), listening);
    }
    assertTrue(told.stream().anyMatch(m -> m.contains("of 5 atoms, used by none")), "" + told);
  }

  @Test
  void withoutALinkThereIsOneClearLine() {
    byte[] bytes = new byte[40];
    DataSet plain =
        DataSet.of("plain", ImageShape.grey(2, 2), new HeapPixels(4, bytes), null, null);
    try (Scope s = new Scope()) {
      Family family = Family.named("linked-lca");
      EngramException e = assertThrows(EngramException.class, () -> Small.model(family, plain));
      assertTrue(String.valueOf(e.getMessage()).contains("--link arial"));
    }
  }
}
