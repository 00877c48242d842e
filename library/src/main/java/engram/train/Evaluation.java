package engram.train;

import engram.base.Check;
import engram.base.Seed;
import engram.data.Batch;
import engram.data.DataSet;
import engram.data.ImageShape;
import engram.math.Matrix;
import engram.model.Input;
import engram.model.Linked;
import engram.model.Model;
import engram.model.Translator;
import engram.tensor.Device;
import engram.tensor.Engine;
import engram.tensor.Host;
import engram.tensor.Scope;
import engram.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Uses a trained model on whole data sets, block by block, without gradients. */
public final class Evaluation {
  /** Images that are in native memory at once. */
  private static final int BLOCK = 512;

  private Evaluation() {}

  /** The mean of each of the model's scores over {@code images}; the same seed, the same bits. */
  public static Map<String, Double> scores(Model model, DataSet images, Seed seed) {
    DataSet data = images.withLabelsBelow(model.outline().setting().classes());
    Map<String, Double> sums = new LinkedHashMap<>();
    Batch batch = new Batch(data, Math.min(BLOCK, data.size()));
    int[] order = IntStream.range(0, data.size()).toArray();
    for (int from = 0; from < data.size(); from += BLOCK) {
      batch.fill(order, from, Math.min(from + BLOCK, data.size()));
      try (Scope s = Scope.withoutGradients()) {
        Engine.seed(seed.child("evaluate").child(from));
        model
            .score(Feed.input(batch, data, 0, device(model)))
            .forEach((name, perImage) -> sums.merge(name, perImage.sum().item(), Double::sum));
      }
    }
    sums.replaceAll((name, sum) -> sum / data.size());
    return sums;
  }

  /** Codes of all images: one row per image, in the order of the data. */
  public static Matrix encode(Model model, DataSet data) {
    return perImage(model, data, model::encode, model.outline().latent());
  }

  /**
   * Codes of all things, from those of their modalities that {@code using} says, the image being
   * the first.
   */
  public static Matrix encode(Linked model, DataSet data, List<Boolean> using) {
    List<DataSet> modalities = new ArrayList<>(List.of(data));
    modalities.addAll(data.linked());
    Check.require(
        using.size() == modalities.size() && using.contains(true),
        "one modality of " + modalities.size() + " must be used at least");
    float[] all = new float[Math.multiplyExact(data.size(), model.outline().latent())];
    FloatBuffer target = FloatBuffer.wrap(all);
    Batch batch = new Batch(data, Math.min(BLOCK, data.size()));
    int[] order = IntStream.range(0, data.size()).toArray();
    for (int from = 0; from < data.size(); from += BLOCK) {
      batch.fill(order, from, Math.min(from + BLOCK, data.size()));
      try (Scope s = Scope.withoutGradients()) {
        Input in = Feed.input(batch, data, 0, device(model));
        List<@Nullable Tensor> seen = new ArrayList<>(List.of(in.x()));
        seen.addAll(in.linked());
        for (int m = 0; m < seen.size(); m++) {
          seen.set(m, using.get(m) ? seen.get(m) : null);
        }
        target.put(Host.floats(model.encode(seen)));
      }
    }
    return Matrix.wrap(data.size(), model.outline().latent(), all);
  }

  /** What codes are in modality {@code m} of {@code model}, one row of values per code. */
  public static Matrix decode(Linked model, Matrix codes, int m) {
    int values = model.modalities().get(m).values();
    return perRow(codes, values, z -> model.decode(tensor(z, device(model)), m));
  }

  /** Reconstructions of all images: one row of pixel values per image. */
  public static Matrix reconstruct(Model model, DataSet data) {
    return perImage(
        model, data, x -> model.decode(model.encode(x)).flattenImages(), data.shape().values());
  }

  /** Images of class {@code from} as of class {@code to}, one row of pixel values each. */
  public static Matrix translate(Translator model, DataSet data, int from, int to) {
    return perImage(
        model, data, x -> model.translate(x, from, to).flattenImages(), data.shape().values());
  }

  /** Decoded images, one row of pixel values per code. */
  public static Matrix decode(Model model, Matrix codes) {
    int values = model.outline().setting().shape().values();
    return perRow(codes, values, z -> model.decode(tensor(z, device(model))));
  }

  /** {@code rows} as a tensor {@code [rows, columns]} in the current scope. */
  public static Tensor tensor(Matrix rows, Device device) {
    float[] values = new float[rows.rows() * rows.columns()];
    rows.buffer().get(values);
    return Host.upload(values, device, rows.rows(), rows.columns());
  }

  /** {@code tensor}, two-dimensional, as a matrix. */
  public static Matrix matrix(Tensor tensor) {
    return Matrix.wrap((int) tensor.size(0), (int) tensor.size(1), Host.floats(tensor));
  }

  /** {@code columns} values of each image, given by {@code function} of a block of images. */
  public static Matrix perImage(
      Model model, DataSet data, UnaryOperator<Tensor> function, int columns) {
    float[] all = new float[Math.multiplyExact(data.size(), columns)];
    FloatBuffer target = FloatBuffer.wrap(all);
    Batch batch = new Batch(data, Math.min(BLOCK, data.size()));
    int[] order = IntStream.range(0, data.size()).toArray();
    for (int from = 0; from < data.size(); from += BLOCK) {
      batch.fill(order, from, Math.min(from + BLOCK, data.size()));
      try (Scope s = Scope.withoutGradients()) {
        put(target, function.apply(Feed.images(batch, device(model))), batch.size(), columns);
      }
    }
    return Matrix.wrap(data.size(), columns, all);
  }

  /** The same of images in memory, one row of pixel values each. */
  public static Matrix perImage(
      Model model, Matrix images, UnaryOperator<Tensor> function, int columns) {
    ImageShape s = model.outline().setting().shape();
    return perRow(
        images,
        columns,
        x ->
            function.apply(
                tensor(x, device(model)).reshape(-1, s.channels(), s.height(), s.width())));
  }

  private static Matrix perRow(Matrix rows, int columns, Function<Matrix, Tensor> function) {
    float[] all = new float[Math.multiplyExact(rows.rows(), columns)];
    FloatBuffer target = FloatBuffer.wrap(all);
    for (int from = 0; from < rows.rows(); from += BLOCK) {
      Matrix block = rows.rows(from, Math.min(from + BLOCK, rows.rows()));
      try (Scope s = Scope.withoutGradients()) {
        put(target, function.apply(block), block.rows(), columns);
      }
    }
    return Matrix.wrap(rows.rows(), columns, all);
  }

  private static void put(FloatBuffer target, Tensor found, int rows, int columns) {
    if (found.elements() != (long) rows * columns) {
      throw new IllegalArgumentException(
          rows + " rows need " + columns + " values each, got " + found);
    }
    target.put(Host.floats(found));
  }

  private static Device device(Model model) {
    return model.outline().setting().device();
  }
}
