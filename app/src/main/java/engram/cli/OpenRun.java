package engram.cli;

import engram.base.EngramException;
import engram.base.Json;
import engram.base.Nearest;
import engram.base.Seed;
import engram.data.DataSet;
import engram.data.ImageShape;
import engram.exchange.TensorData;
import engram.math.Matrix;
import engram.model.ClassDriven;
import engram.model.Family;
import engram.model.Linked;
import engram.model.Model;
import engram.model.Setting;
import engram.runs.Checkpoints;
import engram.runs.RunFolder;
import engram.runs.RunRecord;
import engram.runs.RunStatus;
import engram.tensor.Device;
import engram.tensor.Scope;
import engram.train.Snapshot;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A trained model, taken from its run folder; its weights live until this is closed. */
final class OpenRun implements AutoCloseable {
  private final RunFolder folder;
  private final Scope scope;
  private final Model model;
  private final List<String> classNames;

  private OpenRun(RunFolder folder, Scope scope, Model model, List<String> classNames) {
    this.folder = folder;
    this.scope = scope;
    this.model = model;
    this.classNames = classNames;
  }

  /** Opens the run's final weights, or those of its last good checkpoint if it did not finish. */
  static OpenRun of(RunFolder folder, Device device) {
    Map<String, TensorData> weights = weights(folder);
    RunRecord record = folder.record();
    Family family = Family.named(record.model());
    Record spec =
        Json.fromTree(folder.path(), record.request().spec(), family.card().defaults().getClass());
    DataFacts facts = DataFacts.of(record);
    Setting setting = facts.setting(device, new Seed(record.request().seed()));
    Scope scope = new Scope();
    try {
      Model model = family.create(spec, setting);
      Snapshot.restore(model.parameters().byName(), weights);
      return new OpenRun(folder, scope, model, facts.classes());
    } catch (RuntimeException e) {
      scope.close();
      throw e;
    }
  }

  /** Those saved last: a run that was resumed and then killed has a checkpoint past its weights. */
  private static Map<String, TensorData> weights(RunFolder folder) {
    Optional<Checkpoints.Checkpoint> saved = folder.checkpoints().weights();
    Optional<Checkpoints.Checkpoint> reached =
        folder.record().status() == RunStatus.DONE && saved.isPresent()
            ? Optional.empty()
            : folder.checkpoints().latestGood().checkpoint();
    long at = saved.map(Checkpoints.Checkpoint::step).orElse(-1L);
    return reached
        .filter(c -> c.step() > at)
        .map(c -> TrainingRun.checkpoint(c).chosen())
        .or(() -> saved.map(Checkpoints.Checkpoint::tensors))
        .orElseThrow(
            () ->
                EngramException.notFound(
                    folder.path(), "this run has no weights yet; train it or resume it first"));
  }

  Model model() {
    return model;
  }

  RunFolder folder() {
    return folder;
  }

  /** Names of the classes it was trained with; empty without labels. */
  List<String> classNames() {
    return classNames;
  }

  /** Where its weights are. */
  Device device() {
    return model.outline().setting().device();
  }

  ImageShape shape() {
    return model.outline().setting().shape();
  }

  /** The shape of modality {@code m}, of which a model has one unless it is a linked one. */
  ImageShape modality(int m) {
    List<ImageShape> all = model instanceof Linked linked ? linked.modalities() : List.of(shape());
    if (m < 0 || m >= all.size()) {
      throw EngramException.usage(
          folder.id() + " has modalities 0 to " + (all.size() - 1) + ", got " + m);
    }
    return all.get(m);
  }

  /** {@code data} if this model can take its images. */
  DataSet fitting(DataSet data) {
    if (!data.shape().equals(shape())) {
      throw EngramException.usage(
          folder.id()
              + " was trained on images of "
              + shape()
              + " (channels x height x width), "
              + data.name()
              + " has "
              + data.shape()
              + "; use data of that size, or --resize with a folder of images");
    }
    return data;
  }

  /** Fails unless the model encodes. */
  OpenRun encoding() {
    return able(model.encodes(), "encode");
  }

  /** Fails unless the model decodes. */
  OpenRun decoding() {
    return able(model.decodes(), "decode");
  }

  /** {@code n} codes of things of the class called {@code of}. */
  Matrix driven(String of, int n, Seed seed) {
    if (!(model instanceof ClassDriven driven)) {
      able(false, "generate things of one class");
      throw new IllegalStateException();
    }
    int label = classNames.indexOf(of);
    if (label < 0) {
      throw EngramException.usage(
          folder.id()
              + ": no class is called '"
              + of
              + "'"
              + Nearest.hint(of, classNames)
              + " (classes: "
              + String.join(", ", classNames)
              + ")");
    }
    return CodeSampler.driven(driven, Collections.nCopies(n, label), seed);
  }

  private OpenRun able(boolean able, String what) {
    if (!able) {
      throw EngramException.usage(
          folder.id() + " is a " + folder.record().model() + ", which does not " + what);
    }
    return this;
  }

  @Override
  public void close() {
    scope.close();
  }
}
