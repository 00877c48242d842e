package engram.paper;

import java.nio.file.Path;

/** Where experiments are made: it runs the commands of Engram. */
public interface Lab {
  /** How much effort to make. */
  Scale scale();

  /** Of all trainings; that of the i-th of several is {@code seed() + i}. */
  long seed();

  /** The images, as {@code --data} names them, all of them. */
  String data();

  /** The same, or a class-balanced 10,000 of them at the quick scale. */
  default String some() {
    return scale().of(data() + ":10000", data());
  }

  /** A folder for the files of the experiment at hand. */
  Path folder();

  /**
   * Trains a model once; the same words give the same run from then on, in every experiment of
   * every paper.
   *
   * @param words what follows {@code engram train}; data and seed are added where missing
   */
  Answer train(String words);

  /**
   * Runs a command.
   *
   * @param words what follows {@code engram}, split at spaces
   * @param more further words, as they are
   * @throws engram.base.EngramException if it fails
   */
  Answer run(String words, Object... more);

  /**
   * Runs a command once; the same words give the same answer from then on. Its files belong in
   * {@link #shared}.
   */
  Answer once(String words, Object... more);

  /** A folder for files that several experiments of {@code paper} use. */
  Path shared(String paper);

  /** The run of the classifier that reads generated images, trained on all images. */
  default String judge() {
    return train("cnn --data " + data() + " --epochs " + scale().of(2, 6)).run();
  }

  /**
   * The metrics of {@code trained} on test images of its own data, and what {@link #judge} reads.
   */
  default Answer judged(Answer trained) {
    return run("evaluate --iwae-samples 0", trained.run(), "--judge", judge());
  }
}
