package engram.cli;

import engram.analysis.Pca;
import engram.analysis.TsneMap;
import engram.base.EngramException;
import engram.base.EngramException.Kind;
import engram.exchange.NdArray;
import engram.exchange.Npz;
import engram.math.Matrix;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What puts new points where those of a fit lie, and the NPZ file that keeps it. */
sealed interface Projection {
  /** The coordinates of the rows of {@code x}. */
  Matrix apply(Matrix x, int threads);

  /** What it is called on the command line. */
  EmbedCommand.Method method();

  /** What the file holds. */
  Map<String, NdArray> arrays();

  /** By principal components. */
  record Linear(Pca pca) implements Projection {
    private static final Set<String> NAMES =
        Set.of("components", "mean", "variances", "total_variance", "whiten");

    @Override
    public Matrix apply(Matrix x, int threads) {
      return pca.transform(x, threads);
    }

    @Override
    public EmbedCommand.Method method() {
      return EmbedCommand.Method.PCA;
    }

    @Override
    public Map<String, NdArray> arrays() {
      Map<String, NdArray> arrays = new LinkedHashMap<>();
      float[] variances = new float[pca.variances().length];
      for (int i = 0; i < variances.length; i++) {
        variances[i] = (float) pca.variances()[i];
      }
      arrays.put("components", NdArray.of(pca.components()));
      arrays.put("mean", NdArray.of(pca.mean(), pca.mean().length));
      arrays.put("variances", NdArray.of(variances, variances.length));
      arrays.put("total_variance", NdArray.of(new float[] {(float) pca.totalVariance()}, 1));
      arrays.put("whiten", NdArray.of(new int[] {pca.whitens() ? 1 : 0}, 1));
      return arrays;
    }

    private static Linear of(Map<String, NdArray> a) {
      float[] rounded = get(a, "variances").toFloats();
      double[] variances = new double[rounded.length];
      for (int i = 0; i < rounded.length; i++) {
        variances[i] = rounded[i];
      }
      return new Linear(
          Pca.of(
              get(a, "components").toMatrix(),
              get(a, "mean").toFloats(),
              variances,
              get(a, "total_variance").toFloats()[0],
              get(a, "whiten").toInts()[0] != 0));
    }
  }

  /** By the neighbours in a t-SNE map. */
  record Neighbouring(TsneMap map) implements Projection {
    private static final Set<String> NAMES = Set.of("points", "places", "perplexity");

    @Override
    public Matrix apply(Matrix x, int threads) {
      return map.transform(x, threads);
    }

    @Override
    public EmbedCommand.Method method() {
      return EmbedCommand.Method.TSNE;
    }

    @Override
    public Map<String, NdArray> arrays() {
      Map<String, NdArray> arrays = new LinkedHashMap<>();
      arrays.put("points", NdArray.of(map.points()));
      arrays.put("places", NdArray.of(map.places()));
      arrays.put("perplexity", NdArray.of(new float[] {(float) map.perplexity()}, 1));
      return arrays;
    }

    private static Neighbouring of(Map<String, NdArray> a) {
      return new Neighbouring(
          TsneMap.of(
              get(a, "points").toMatrix(),
              get(a, "places").toMatrix(),
              get(a, "perplexity").toFloats()[0]));
    }
  }

  private static NdArray get(Map<String, NdArray> arrays, String name) {
    return Objects.requireNonNull(arrays.get(name));
  }

  /** Writes this to {@code file}. */
  default void save(Path file) {
    Npz.write(file, arrays());
  }

  /** What {@link #save} wrote to {@code file}. */
  static Projection load(Path file) {
    Map<String, NdArray> arrays = Npz.read(file);
    try {
      if (arrays.keySet().containsAll(Linear.NAMES)) {
        return Linear.of(arrays);
      }
      if (arrays.keySet().containsAll(Neighbouring.NAMES)) {
        return Neighbouring.of(arrays);
      }
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      throw new EngramException(Kind.BAD_DATA, file + ": " + e.getMessage(), e);
    }
    throw new EngramException(
        Kind.BAD_DATA,
        file
            + ": no model of 'engram embed --save', which would hold "
            + Linear.NAMES
            + " or "
            + Neighbouring.NAMES);
  }
}
