package engram.model.coding;

import com.google.auto.service.AutoService;
import engram.base.Paper;
import engram.model.Family;
import engram.model.Model;
import engram.model.Range;
import engram.model.Schedule;
import engram.model.Setting;
import engram.model.Specs;
import engram.tensor.Optimiser;
import engram.tensor.Parameters;
import java.util.List;
import java.util.Map;

/**
 * Sparse coding of images with a learned dictionary Phi of {@code atoms} images.
 *
 * <pre>
 * E(a) = 1/2 |I - Phi a|^2 + lambda |a|_1                                              (eq. 1)
 * a = T_lambda(u),   du = Phi^T (I - Phi a) + a - u                                (eqs. 2, 3)
 * dPhi_k = rate <a_k (I - Phi a)> / <a_k^2>, atoms kept at length 1                    (eq. 4)
 * </pre>
 *
 * <p>With a {@code kernel} the atoms are smaller than the image and each is at every position of a
 * grid: Phi a is then a convolution, and a has a unit for each atom and position. A code is the a
 * of least E, whichever solver finds it; the default is the fastest, {@code solver=lca} follows
 * equations 2 and 3. Equation 2 is written as a hard threshold; the soft one, which alone leads to
 * the least E, is the default ({@code solver=lca_hard} is the other). Atoms that no image uses for
 * long start anew. Shapes: {@code I [n, c, h, w]}, {@code Phi [K, c h w]}, {@code a [n, K]}. E has
 * no unit.
 */
@Paper(
    title = "Linking Sparse Coding Dictionaries for Representation Learning",
    authors = "Barari and Kim; Rozell, Johnson, Baraniuk and Olshausen",
    year = 2021,
    where = "section III, equations 1 to 4; Rozell et al. 2008")
public final class Lca implements SparseCoding {
  /**
   * Hyperparameters.
   *
   * @param atoms of the dictionary: units of the code
   * @param kernel rows and columns of an atom that is at every position, 0 for whole images
   * @param stride from one position to the next; at kernel they are patches side by side
   * @param lambda weight of |a|_1
   * @param sign which signs units may have
   * @param solver what finds a code
   * @param tolerance duality gap at which it stops, as a share of E
   * @param iterations most it makes
   * @param learningRate of the dictionary
   * @param momentum of the dictionary
   */
  public record Spec(
      @Range(min = 1, max = 16384) int atoms,
      @Range(min = 0, max = 4096) int kernel,
      @Range(min = 1, max = 4096) int stride,
      @Range(min = 1e-6, max = 1e6) double lambda,
      Sign sign,
      Solver.Method solver,
      @Range(min = 1e-9, max = 1) double tolerance,
      @Range(min = 1, max = 1000000) int iterations,
      @Range(min = 1e-8, max = 1000) double learningRate,
      @Range(min = 0, max = 0.999) double momentum) {
    public Spec {
      Range.Checks.check(
          Spec.class,
          atoms,
          kernel,
          stride,
          lambda,
          sign,
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

  private Lca(Spec spec, Setting setting) {
    this.spec = spec;
    Parameters parameters = new Parameters();
    Placement place = new Placement(setting.shape(), spec.kernel, spec.stride);
    outline = new Outline(spec, setting, parameters, place.units(spec.atoms), "energy");
    SparseCoder.Settings coder =
        new SparseCoder.Settings(
            spec.lambda, spec.sign, spec.solver, new Solver.Stop(spec.tolerance, spec.iterations));
    dictionaries =
        new Dictionaries(
            new Dictionaries.Plan(spec.atoms, 1, 0, coder), setting, parameters, List.of(place));
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
          "lca",
          "sparse coding with a learned dictionary, by local competition or faster",
          Lca.class,
          spec(Solver.Method.COORDINATE_DESCENT),
          Map.of(
              "rozell", spec(Solver.Method.LCA),
              "convolutional",
                  Specs.with(
                      spec(Solver.Method.COORDINATE_DESCENT),
                      Map.of("atoms", "32", "kernel", "8", "stride", "4")),
              "patches",
                  Specs.with(
                      spec(Solver.Method.COORDINATE_DESCENT),
                      Map.of("atoms", "64", "kernel", "7", "stride", "7"))),
          new Training(10, 256, 0, Schedule.COSINE));
    }

    private static Spec spec(Solver.Method solver) {
      return new Spec(256, 0, 1, 0.5, Sign.NON_NEGATIVE, solver, 1e-3, 2000, 0.3, 0.5);
    }

    @Override
    public Model create(Record spec, Setting setting) {
      return new Lca((Spec) spec, setting);
    }
  }
}
