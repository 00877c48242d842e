package engram.model.coding;

import engram.base.EngramException;
import engram.data.ImageShape;
import engram.math.Matrix;
import engram.model.Input;
import engram.model.Setting;
import engram.nn.Loss;
import engram.tensor.Engine;
import engram.tensor.Host;
import engram.tensor.Parameters;
import engram.tensor.Scope;
import engram.tensor.Tensor;
import engram.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Dictionaries of one or more modalities that share one code (Barari equations 5 and 6).
 *
 * <pre>
 * E = sum_m w_m/2 |I_m - Phi_m a|^2 + drive/2 |I_d - a|^2 + lambda |a|_1
 * dPhi_m,k = rate w_m <a_k (I_m - Phi_m a)> / <a_k^2>; atoms kept at length 1             (eq. 4)
 * </pre>
 *
 * <p>Means are over the batch, that of a_k^2 over the last ten: each neuron learns at the pace of
 * its own activity, and needs to know no other's. w of the image is 1. I_d is the current injected
 * into each neuron, a modality whose dictionary is the identity. Where not all modalities are seen,
 * lambda shrinks to the weight that is.
 */
public final class Dictionaries {
  /** Images after which an atom that none of them used is dead. */
  private static final int DEAD_AFTER = 20_000;

  private static final double PACE = 0.1;
  private static final double FLOOR = 1e-3;

  private final Plan plan;
  private final Setting setting;
  private final Parameters parameters;
  private final List<Placement> places;
  private final List<Tensor> phi = new ArrayList<>();
  private final Tensor silent;
  private final Tensor power;
  private final Tensor total;
  private @Nullable Tensor codes;
  private @Nullable Known known;

  /**
   * What dictionaries are made of.
   *
   * @param atoms K, in each modality
   * @param linkWeight w of every modality but the image
   * @param drive weight of injected currents
   * @param coder how codes are found, with lambda for all modalities seen
   */
  record Plan(int atoms, double linkWeight, double drive, SparseCoder.Settings coder) {}

  /** A dictionary over some modalities, and the atoms it was made of. */
  private record Known(Matrix atoms, Dictionary dictionary) {}

  Dictionaries(Plan plan, Setting setting, Parameters parameters, List<Placement> places) {
    this.plan = plan;
    this.setting = setting;
    this.parameters = parameters;
    this.places = List.copyOf(places);
    for (int m = 0; m < places.size(); m++) {
      phi.add(random("dictionary." + m, plan.atoms, places.get(m).atom().values()));
    }
    silent = buffer("silent", plan.atoms);
    power = buffer("power", plan.atoms);
    total = buffer("total", 1);
  }

  /**
   * Whole images and what is linked to them, of which {@code model} needs one modality at least.
   */
  static List<Placement> linked(Setting setting, String model) {
    if (setting.linked().isEmpty()) {
      throw EngramException.usage(
          model + " needs a modality linked to the images; give one, such as --link arial");
    }
    return Stream.concat(Stream.of(setting.shape()), setting.linked().stream())
        .map(Placement::whole)
        .toList();
  }

  private Tensor random(String name, long... shape) {
    Engine.seed(setting.seed().child(name));
    try (Scope draft = Scope.withoutGradients()) {
      Tensor start = unit(Tensors.uniform(setting.device(), shape));
      return draft.keep(parameters.add(name, start));
    }
  }

  private Tensor buffer(String name, long size) {
    try (Scope draft = Scope.withoutGradients()) {
      return draft.keep(parameters.addBuffer(name, Tensors.zeros(setting.device(), size)));
    }
  }

  private static Tensor unit(Tensor rows) {
    return rows.over(rows.square().sum(1).sqrt().clamp(1e-12, 1e30).reshape(-1, 1));
  }

  List<ImageShape> modalities() {
    return places.stream().map(Placement::image).toList();
  }

  ImageShape atomShape(int m) {
    return places.get(m).atom();
  }

  /** Units of a code. */
  int units() {
    return places.get(0).units(plan.atoms);
  }

  private double weight(int m) {
    return m == 0 ? 1 : plan.linkWeight;
  }

  /** Codes of things seen in some modalities, with currents {@code [n, K]} injected or not. */
  Tensor encode(List<@Nullable Tensor> seen, @Nullable Tensor currents) {
    try (Scope draft = Scope.withoutGradients()) {
      List<Tensor> x = new ArrayList<>();
      List<Tensor> atoms = new ArrayList<>();
      double total = 0;
      double here = 0;
      for (int m = 0; m < places.size(); m++) {
        Tensor things = seen.get(m);
        total += weight(m);
        if (things != null) {
          here += weight(m);
          double scale = Math.sqrt(weight(m));
          x.add(things.flattenImages().times(scale));
          atoms.add(placed(m).times(scale));
        }
      }
      if (currents != null) {
        double scale = Math.sqrt(plan.drive);
        x.add(currents.times(scale));
        atoms.add(identity().times(scale));
      }
      double share = here == 0 ? 1 : here / total;
      float[] found = solve(matrix(Tensors.concat(1, x)), matrix(Tensors.concat(1, atoms)), share);
      return draft.keep(Host.upload(found, setting.device(), found.length / units(), units()));
    }
  }

  /** Atoms of modality {@code m} at each of their positions, one unit per row. */
  private Tensor placed(int m) {
    boolean whole = places.get(m).positions() == 1 && places.get(m).kernel() == 0;
    return whole ? phi.get(m) : places.get(m).draw(identity(), phi.get(m));
  }

  private Tensor identity() {
    int units = units();
    float[] one = new float[units * units];
    for (int k = 0; k < units; k++) {
      one[k * units + k] = 1;
    }
    return Host.upload(one, setting.device(), units, units);
  }

  private static Matrix matrix(Tensor rows) {
    return Matrix.wrap((int) rows.size(0), (int) rows.size(1), Host.floats(rows));
  }

  private SparseCoder coder(Matrix atoms, double share) {
    SparseCoder.Settings c = plan.coder;
    return new SparseCoder(
        dictionary(atoms),
        new SparseCoder.Settings(c.lambda() * share, c.sign(), c.method(), c.stop()));
  }

  private float[] solve(Matrix x, Matrix atoms, double share) {
    Matrix found = coder(atoms, share).encode(x, Engine.threads());
    float[] values = new float[found.rows() * found.columns()];
    found.buffer().get(values);
    return values;
  }

  private Dictionary dictionary(Matrix atoms) {
    Known last = known;
    if (last == null || !last.atoms.equals(atoms)) {
      last = new Known(atoms, Dictionary.of(atoms));
      known = last;
    }
    return last.dictionary;
  }

  List<SparseCoder.Moment> trace(Tensor x) {
    try (Scope draft = Scope.withoutGradients()) {
      return coder(matrix(placed(0)), imageShare()).trace(matrix(x.flattenImages()));
    }
  }

  Solver.Method method() {
    return plan.coder.method();
  }

  Matrix atoms(int m) {
    return matrix(phi.get(m));
  }

  /** What codes {@code [n, K]} say of modality {@code m}: {@code [n, D]}. */
  Tensor reconstruct(Tensor a, int m) {
    return places.get(m).draw(a, phi.get(m));
  }

  /** The same as images with values in [0, 1]. */
  Tensor decode(Tensor a, int m) {
    ImageShape s = places.get(m).image();
    return reconstruct(a, m).clamp(0, 1).reshape(-1, s.channels(), s.height(), s.width());
  }

  /** All modalities of a batch, the image first. */
  List<Tensor> all(Input in) {
    if (in.linked().size() < places.size() - 1) {
      throw EngramException.usage(
          "this model was made for "
              + (places.size() - 1)
              + " modalities linked to the images, the data has "
              + in.linked().size()
              + "; give them with --link");
    }
    List<Tensor> all = new ArrayList<>(List.of(in.x()));
    all.addAll(in.linked().subList(0, places.size() - 1));
    return all;
  }

  /** The energy of a batch at its codes, with the gradient of the Hebbian rule. */
  Loss.Value energy(Input in, @Nullable Tensor currents) {
    List<Tensor> all = all(in);
    Tensor a = encode(new ArrayList<>(all), currents);
    codes = a;
    Map<String, Tensor> terms = new LinkedHashMap<>();
    Tensor l1 = a.abs().sum(1).mean();
    Tensor energy = l1.times(lambda());
    Tensor paced = a.over(ofUnits(pace(a, in.step())));
    Tensor hebbian = null;
    for (int m = 0; m < places.size(); m++) {
      Tensor rest = all.get(m).flattenImages().minus(places.get(m).draw(a, phi.get(m).detach()));
      Tensor residual = rest.square().sum(1).mean().over(2);
      terms.put(m == 0 ? "residual" : "linked_residual_" + m, residual);
      energy = energy.plus(residual.times(weight(m)));
      Tensor agreement = rest.times(reconstruct(paced, m)).sum(1).mean().times(-weight(m));
      hebbian = hebbian == null ? agreement : hebbian.plus(agreement);
    }
    terms.put("l1", l1);
    if (currents != null) {
      Tensor undriven = currents.minus(a).square().sum(1).mean().over(2);
      terms.put("undriven", undriven);
      energy = energy.plus(undriven.times(plan.drive));
    }
    Tensor slope = Objects.requireNonNull(hebbian);
    return new Loss.Value(energy.plus(slope).minus(slope.detach()), terms);
  }

  /** Mean squared activity of each atom over about ten batches, this one included: [K]. */
  private Tensor pace(Tensor a, long step) {
    return mean(power, ofAtoms(a.square().mean(0)), step).clamp(FLOOR, 1e30);
  }

  /** The mean of all batches until {@code step}, and from the tenth on a running one. */
  private static Tensor mean(Tensor before, Tensor here, long step) {
    double share = Math.max(PACE, 1.0 / (step + 1));
    return before.times(1 - share).plus(here.times(share));
  }

  /** The sum over the positions of each atom: {@code [units]} to {@code [K]}. */
  private Tensor ofAtoms(Tensor perUnit) {
    return perUnit.reshape(plan.atoms, -1).sum(1);
  }

  /** The same for all positions of an atom: {@code [K]} to {@code [units]}. */
  private Tensor ofUnits(Tensor perAtom) {
    int positions = places.get(0).positions();
    return perAtom.reshape(-1, 1).expand(plan.atoms, positions).reshape(units());
  }

  /** Half the squared length of what codes leave unexplained of each image: {@code [n]}. */
  Tensor residual(Tensor a, Tensor x, int m) {
    return reconstruct(a, m).minus(x.flattenImages()).square().sum(1).over(2);
  }

  /** The mean of |a|_1 over images, as learning left it: a single value. */
  Tensor liveliness() {
    return total;
  }

  double lambda() {
    return plan.coder.lambda();
  }

  /** The share of lambda that goes with the image alone. */
  double imageShare() {
    double total = 0;
    for (int m = 0; m < places.size(); m++) {
      total += weight(m);
    }
    return 1 / total;
  }

  /** Brings atoms back to length 1 and replaces those that no image used for long. */
  List<String> tend(Input in) {
    for (Tensor dictionary : phi) {
      parameters.overwrite(dictionary, unit(dictionary.detach()));
    }
    Tensor a = Objects.requireNonNull(codes);
    codes = null;
    parameters.overwrite(power, pace(a, in.step()));
    parameters.overwrite(total, mean(total, a.abs().sum(1).mean(), in.step()));
    Tensor used = ofAtoms(a.abs().above(0).sum(0)).above(0);
    Tensor waited = silent.plus((double) a.size(0)).times(used.negate().plus(1));
    parameters.overwrite(silent, waited);
    long n = a.size(0);
    boolean look = (in.step() + 1) * n / DEAD_AFTER > in.step() * n / DEAD_AFTER;
    List<Integer> dead = look ? longest(waited) : List.of();
    return dead.isEmpty() ? List.of() : revive(dead, in, a);
  }

  private static List<Integer> longest(Tensor waited) {
    float[] images = Host.floats(waited);
    return IntStream.range(0, images.length).filter(k -> images[k] >= DEAD_AFTER).boxed().toList();
  }

  private List<String> revive(List<Integer> dead, Input in, Tensor a) {
    List<Tensor> all = all(in);
    float[] badness = Host.floats(residual(a, in.x(), 0));
    Integer[] worst = new Integer[badness.length];
    Arrays.setAll(worst, i -> i);
    Arrays.sort(worst, (i, j) -> Float.compare(badness[j], badness[i]));
    for (int m = 0; m < phi.size(); m++) {
      float[] atoms = Host.floats(phi.get(m));
      int d = places.get(m).atom().values();
      float[] images = Host.floats(unit(places.get(m).middle(all.get(m)).flattenImages()));
      for (int i = 0; i < dead.size(); i++) {
        System.arraycopy(images, worst[i % worst.length] * d, atoms, dead.get(i) * d, d);
      }
      parameters.overwrite(phi.get(m), Host.upload(atoms, setting.device(), plan.atoms, d));
    }
    return List.of(
        dead.size()
            + " of "
            + plan.atoms
            + " atoms, used by none of "
            + DEAD_AFTER
            + " images, start anew from the images explained worst");
  }
}
