package engram.data.synthetic;

import engram.base.Check;
import engram.data.DataSet;
import engram.data.Factors;
import engram.data.HeapPixels;
import engram.data.ImageShape;
import engram.data.Labels;
import engram.math.Matrix;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Turns drawings into a data set, on all processors; the bytes do not depend on how many.
 *
 * @param name the data set's name
 * @param shape of each image
 * @param classes names of the labels
 * @param factors names of the known factors
 */
record Album(String name, ImageShape shape, List<String> classes, List<String> factors) {
  /** Draws {@code drawing.apply(i)} for each {@code i} below {@code count}. */
  DataSet draw(int count, IntFunction<? extends Drawing> drawing) {
    int most = Integer.MAX_VALUE / shape.values();
    Check.within("count", count, 1, most);
    byte[] bytes = new byte[count * shape.values()];
    int[] labels = new int[count];
    float[] known = new float[count * factors.size()];
    IntStream.range(0, count)
        .parallel()
        .forEach(
            i -> {
              Drawing d = drawing.apply(i);
              d.draw(ByteBuffer.wrap(bytes, i * shape.values(), shape.values()));
              labels[i] = d.label();
              System.arraycopy(d.factors(), 0, known, i * factors.size(), factors.size());
            });
    return DataSet.of(
        name,
        shape,
        new HeapPixels(shape.values(), bytes),
        new Labels(labels, classes),
        new Factors(factors, Matrix.wrap(count, factors.size(), known)));
  }
}
