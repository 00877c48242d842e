package engram.model.coding;

import com.google.auto.service.AutoService;
import engram.base.EngramException;
import engram.base.Paper;
import engram.model.ClassDriven;
import engram.model.Family;
import engram.model.Input;
import engram.model.Model;
import engram.model.Range;
import engram.model.Schedule;
import engram.model.Setting;
import engram.tensor.Host;
import engram.tensor.Optimiser;
import engram.tensor.Parameters;
import engram.tensor.Tensor;
import engram.tensor.Tensors;
import java.util.Arrays;
import java.util.Map;

/**
 * Linked sparse coding with an ordered code: while it is learned, a current drives the block of
 * neurons of the class, so that afterwards the block tells the class.
 *
 * <pre>
 * E(a) = 1/2 |I_1 - Phi_1 a|^2 + w/2 |I_2 - Phi_2 a|^2 + d/2 |I_3 - a|^2 + lambda |a|_1   (eq. 6)
 * I_3 = 1 for neurons c K/C to (c + 1) K/C - 1 of class c of C, 0 elsewhere  (0 to 24 for digit 0)
 * </pre>
 *
 * <p>I_3 is the third modality, its dictionary is the identity. At use there is neither I_2 nor
 * I_3: an image alone has a code, with Phi_1 and lambda / (1 + w). Driven by a current into some
 * neurons of a block and nothing else, the dictionaries draw the class. Neurons left over belong to
 * none. Shapes: {@code I_m [n, c_m, h_m, w_m]}, {@code a [n, K]}.
 */
@Paper(
    title = "Linking Sparse Coding Dictionaries for Representation Learning",
    authors = "Barari and Kim",
    year = 2021,
    where = "section IV, equation 6, figure 4, Table I")
public final class OrdinalLca implements SparseCoding, ClassDriven {
  /**
   * Hyperparameters.
   *
   * @param atoms of each dictionary: units of the code
   * @param lambda weight of |a|_1
   * @param linkWeight w
   * @param drive d
   * @param solver what finds a code
   * @param tolerance duality gap at which it stops, as a share of E
   * @param iterations most it makes
   * @param learningRate of the dictionaries
   * @param momentum of the dictionaries
   */
  public record Spec(
      @Range(min = 1, max = 16384) int atoms,
      @Range(min = 1e-6, max = 1e6) double lambda,
      @Range(min = 1e-6, max = 1e6) double linkWeight,
      @Range(min = 0, max = 1e6) double drive,
      Solver.Method solver,
      @Range(min = 1e-9, max = 1) double tolerance,
      @Range(min = 1, max = 1000000) int iterations,
      @Range(min = 1e-8, max = 1000) double learningRate,
      @Range(min = 0, max = 0.999) double momentum) {
    public Spec {
      Range.Checks.check(
          Spec.class,
          atoms,
          lambda,
          linkWeight,
          drive,
          solver,
          tolerance,
          iterations,
          learningRate,
          momentum);
    }
  }

  private final Spec spec;
  private final Outline outline;
  private final Dictionaries dictionaries;
  private final Tensor blocks;

  private OrdinalLca(Spec spec, Setting setting) {
    this.spec = spec;
    Parameters parameters = new Parameters();
    outline = new Outline(spec, setting, parameters, spec.atoms, "energy");
    SparseCoder.Settings coder =
        new SparseCoder.Settings(
            spec.lambda,
            Sign.NON_NEGATIVE,
            spec.solver,
            new Solver.Stop(spec.tolerance, spec.iterations));
    dictionaries =
        new Dictionaries(
            new Dictionaries.Plan(spec.atoms, spec.linkWeight, spec.drive, coder),
            setting,
            parameters,
            Dictionaries.linked(setting, "ordinal-lca"));
    blocks = blocks(setting, spec.atoms);
  }

  /** I_3 of each class: {@code [C, K]}. */
  private static Tensor blocks(Setting setting, int atoms) {
    int classes = setting.classes();
    if (classes < 1 || classes > atoms) {
      throw EngramException.usage(
          "ordinal-lca needs labelled data of 1 to " + atoms + " classes, got " + classes);
    }
    int size = atoms / classes;
    float[] ones = new float[classes * atoms];
    for (int c = 0; c < classes; c++) {
      Arrays.fill(ones, c * atoms + c * size, c * atoms + (c + 1) * size, 1);
    }
    return Host.upload(ones, setting.device(), classes, atoms);
  }

  @Override
  public Tensor currents(Input in) {
    return blocks.rows(in.requireLabels());
  }

  /** The scores of linked sparse coding, and how much of |a|_1 lies in the block of the class. */
  @Override
  public Map<String, Tensor> score(Input in) {
    Map<String, Tensor> scores = SparseCoding.super.score(in);
    if (in.labels() != null) {
      Tensor a = encode(in.x());
      Tensor inBlock = a.times(blocks.rows(in.requireLabels())).sum(1);
      scores.put("block_share", inBlock.over(a.sum(1).clamp(1e-12, 1e30)));
    }
    return scores;
  }

  /** Each neuron of the block is driven by a strength of its own, most of them hardly. */
  @Override
  public Tensor driven(Tensor labels) {
    Tensor block = blocks.rows(labels);
    Tensor strength = Tensors.uniformLike(block).clamp(1e-6, 1).log().square().times(block);
    Tensor shares = strength.over(strength.sum(1).reshape(-1, 1));
    return shares.times(dictionaries.liveliness());
  }

  @Override
  public Dictionaries dictionaries() {
    return dictionaries;
  }

  @Override
  public Optimiser.Rule rule() {
    return new Optimiser.Sgd(spec.learningRate, spec.momentum, 0);
  }

  @Override
  public Outline outline() {
    return outline;
  }

  /** The entry in the catalogue. */
  @AutoService(Family.class)
  public static final class Entry implements Family {
    @Override
    public Card card() {
      return new Card(
          "ordinal-lca",
          "linked sparse coding whose code has a block of neurons for each class",
          OrdinalLca.class,
          spec(256, 5, Solver.Method.COORDINATE_DESCENT),
          Map.of(
              "rozell", spec(256, 5, Solver.Method.LCA),
              "wide", spec(1000, 2.5, Solver.Method.COORDINATE_DESCENT)),
          new Training(10, 256, 0, Schedule.COSINE));
    }

    private static Spec spec(int atoms, double lambda, Solver.Method solver) {
      return new Spec(atoms, lambda, 1, 1, solver, 1e-3, 2000, 0.3, 0.5);
    }

    @Override
    public Model create(Record spec, Setting setting) {
      return new OrdinalLca((Spec) spec, setting);
    }
  }
}
