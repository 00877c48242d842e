package engram.cli;

import engram.data.DataSet;
import engram.data.Part;
import engram.exchange.Npy;
import engram.math.Matrix;
import engram.model.Family;
import engram.model.Schedule;
import engram.model.coding.Dictionary;
import engram.model.coding.Lca;
import engram.model.coding.Solver;
import engram.model.coding.SparseCoder;
import engram.tensor.Scope;
import engram.train.Plan;
import engram.train.Trainer;
import java.util.Optional;

/** The workloads of sparse codes: solving for them and learning their atoms. */
final class CodingBench {
  private static final int WARM = 5000;
  private static final int HELD_OUT = 2000;

  private CodingBench() {}

  static Workload.Timed encode(Workload.Task task) {
    int passes = task.stepsOr(1);
    Lca.Spec spec = (Lca.Spec) Family.named("lca").card().defaults();
    Solver.Method method = task.solver() == null ? spec.solver() : task.solver();
    DataSet images = task.images(Part.TRAIN);
    Matrix atoms =
        task.dictionary() == null ? learned(images, task) : Npy.open(task.dictionary()).toMatrix();
    SparseCoder coder =
        coder(spec, atoms, method, new Solver.Stop(spec.tolerance(), spec.iterations()));
    Matrix x = RunFigures.pixels(images);
    coder.encode(x.rows(0, Math.min(x.rows(), WARM)), task.how().threads());
    Matrix codes = x;
    long start = System.nanoTime();
    for (int i = 0; i < passes; i++) {
      codes = coder.encode(x, task.how().threads());
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Workload.Timed(
        "images per second", passes * images.size(), seconds, coder.energy(x, codes));
  }

  private static SparseCoder coder(
      Lca.Spec spec, Matrix atoms, Solver.Method method, Solver.Stop stop) {
    return new SparseCoder(
        Dictionary.of(atoms), new SparseCoder.Settings(spec.lambda(), spec.sign(), method, stop));
  }

  private static Matrix learned(DataSet images, Workload.Task task) {
    try (Scope scope = new Scope()) {
      Lca model = (Lca) NetworkBench.fresh("lca", images, task);
      Plan plan = new Plan(1, 0, 256, 1, 0, Schedule.COSINE, 0, 86400);
      Trainer.train(model, images, plan, Optional.empty(), Trainer.Surroundings.none());
      return model.atoms(0);
    }
  }

  static Workload.Timed learn(Workload.Task task) {
    DataSet images = task.images(Part.TRAIN);
    long start = System.nanoTime();
    Matrix atoms = learned(images, task);
    double seconds = (System.nanoTime() - start) / 1e9;
    Lca.Spec spec = (Lca.Spec) Family.named("lca").card().defaults();
    SparseCoder coder = coder(spec, atoms, spec.solver(), new Solver.Stop(1e-4, 10_000));
    Matrix x = RunFigures.pixels(task.images(Part.TEST).first(HELD_OUT));
    double energy = coder.energy(x, coder.encode(x, task.how().threads()));
    return new Workload.Timed("images per second", images.size(), seconds, energy);
  }
}
