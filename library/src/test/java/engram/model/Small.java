package engram.model;

import engram.base.Names;
import engram.base.Seed;
import engram.base.Sha256;
import engram.data.DataCatalog;
import engram.data.DataSet;
import engram.data.HeapPixels;
import engram.data.ImageShape;
import engram.data.Labels;
import engram.data.Part;
import engram.data.synthetic.PrintedDigits;
import engram.exchange.TensorData;
import engram.tensor.Device;
import engram.train.Plan;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Versions of every model, and data for them, that train in milliseconds. */
public final class Small {
  public static final Seed SEED = new Seed(5).child("weights");
  private static final int WIDTH = 12;

  /** Where models are made unless a test says otherwise. */
  private static final Device DEVICE =
      Device.parse(System.getenv().getOrDefault("ENGRAM_DEVICE", "cpu"));

  private Small() {}

  /** The defaults of {@code family} with no layer wider than 12. */
  public static Record spec(Family family) {
    return shrunk(family.card().defaults());
  }

  static Record shrunk(Record spec) {
    Map<String, String> smaller = new LinkedHashMap<>();
    Specs.toMap(spec)
        .forEach(
            (name, value) -> {
              Class<?> type = component(spec, name).getType();
              if (type == int.class) {
                smaller.put(name, Integer.toString(Math.min(WIDTH, Integer.parseInt(value))));
              } else if (type == List.class) {
                smaller.put(name, value.replaceAll("\\d{2,}", Integer.toString(WIDTH)));
              }
            });
    return Specs.with(spec, smaller);
  }

  static RecordComponent component(Record spec, String name) {
    for (RecordComponent c : spec.getClass().getRecordComponents()) {
      if (Names.snake(c.getName()).equals(name)) {
        return c;
      }
    }
    throw new AssertionError(spec + " has no " + name);
  }

  /** A small model of {@code family} for the images of {@code data}. */
  public static Model model(Family family, DataSet data) {
    return model(family, spec(family), data, SEED);
  }

  public static Model model(Family family, Record spec, DataSet data, Seed seed) {
    return model(family, spec, data, seed, DEVICE);
  }

  static Model model(Family family, Record spec, DataSet data, Seed seed, Device device) {
    return family.create(
        spec,
        new Setting(
            data.shape(),
            data.classNames().size(),
            device,
            seed,
            data.linked().stream().map(DataSet::shape).toList()));
  }

  /** {@code n} built-in digits, 28x28, labelled, linked to printed ones. */
  public static DataSet digits(int n) {
    DataSet drawn = new DataCatalog(Path.of("nowhere")).open("digits:" + n, Part.TRAIN);
    return drawn.linkedTo(PrintedDigits.of(drawn));
  }

  /** {@code n} images of noise, labelled by turns 0, 1, 2. */
  static DataSet noise(ImageShape shape, int n) {
    byte[] bytes = new byte[n * shape.values()];
    new Seed(3).random().nextBytes(bytes);
    return of(shape, bytes);
  }

  /** {@code n} images whose every byte is {@code value}. */
  static DataSet constant(ImageShape shape, int n, int value) {
    byte[] bytes = new byte[n * shape.values()];
    java.util.Arrays.fill(bytes, (byte) value);
    return of(shape, bytes);
  }

  private static DataSet of(ImageShape shape, byte[] bytes) {
    int n = bytes.length / shape.values();
    Labels labels =
        new Labels(IntStream.range(0, n).map(i -> i % 3).toArray(), List.of("a", "b", "c"));
    DataSet images = DataSet.of("test", shape, new HeapPixels(shape.values(), bytes), labels, null);
    return images.linkedTo(images);
  }

  /** {@code steps} updates of batches of 16 without validation. */
  public static Plan steps(int steps) {
    return new Plan(1, steps, 16, 5, 0, Schedule.CONSTANT, 0, 3600);
  }

  /** The identity of names, shapes and bits. */
  public static String digest(Map<String, TensorData> tensors) {
    MessageDigest digest = Sha256.digest();
    tensors.forEach(
        (name, data) -> {
          String head = name + data.type() + data.shape();
          digest.update(head.getBytes(StandardCharsets.UTF_8));
          digest.update(data.bytes());
        });
    return Sha256.hex(digest);
  }
}
