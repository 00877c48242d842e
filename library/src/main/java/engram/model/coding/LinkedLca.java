package engram.model.coding;

import com.google.auto.service.AutoService;
import engram.base.Paper;
import engram.model.Family;
import engram.model.Model;
import engram.model.Range;
import engram.model.Schedule;
import engram.model.Setting;
import engram.tensor.Optimiser;
import engram.tensor.Parameters;
import java.util.Map;

/**
 * Sparse coding of images and of one other modality at once: two dictionaries, one code.
 *
 * <pre>
 * E(a) = 1/2 |I_1 - Phi_1 a|^2 + w/2 |I_2 - Phi_2 a|^2 + lambda |a|_1             (eqs. 5 and 6)
 * dPhi_m,k = rate <a_k (I_m - Phi_m a)> / <a_k^2>, atoms kept at length 1         (eq. 4)
 * </pre>
 *
 * <p>Learned on both; afterwards an image alone has a code, with Phi_1 and lambda / (1 + w), and
 * Phi_2 draws from it what it would be in the other modality. With more modalities, each is another
 * term of weight w. Shapes: {@code I_m [n, c_m, h_m, w_m]}, {@code a [n, K]}.
 */
@Paper(
    title = "Linking Sparse Coding Dictionaries for Representation Learning",
    authors = "Barari and Kim",
    year = 2021,
    where = "section III, equations 5 and 6; figures 1 to 3, Table I")
public final class LinkedLca implements SparseCoding {
  /**
   * Hyperparameters.
   *
   * @param atoms of each dictionary: units of the code
   * @param lambda weight of |a|_1
   * @param linkWeight w
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

  private LinkedLca(Spec spec, Setting setting) {
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
            new Dictionaries.Plan(spec.atoms, spec.linkWeight, 0, coder),
            setting,
            parameters,
            Dictionaries.linked(setting, "linked-lca"));
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
          "linked-lca",
          "sparse coding of linked modalities with one code, to draw one from the other",
          LinkedLca.class,
          spec(Solver.Method.COORDINATE_DESCENT),
          Map.of("rozell", spec(Solver.Method.LCA)),
          new Training(10, 256, 0, Schedule.COSINE));
    }

    private static Spec spec(Solver.Method solver) {
      return new Spec(256, 0.7, 1, solver, 1e-3, 2000, 0.3, 0.9);
    }

    @Override
    public Model create(Record spec, Setting setting) {
      return new LinkedLca((Spec) spec, setting);
    }
  }
}
