package engram.cli;

import engram.base.Seed;
import engram.data.Binarisation;
import engram.data.DataSet;
import engram.data.ImageShape;
import engram.model.Setting;
import engram.runs.RunRecord;
import engram.tensor.Device;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a run remembers of its training data.
 *
 * @param shape of each image
 * @param images how many there were
 * @param classes names of the classes; empty without labels
 * @param reading how they were read
 * @param linked shapes of the other modalities
 */
record DataFacts(
    ImageShape shape, int images, List<String> classes, Reading reading, List<ImageShape> linked) {
  /** How images were read, as the options of the same names say it. */
  record Reading(
      @Nullable String labelFrom,
      @Nullable String splitBy,
      @Nullable String resize,
      boolean skipBad,
      @Nullable Binarisation binarise,
      @Nullable String link) {
    /** As they are stored. */
    static final Reading PLAIN = new Reading(null, null, null, false, null, null);
  }

  static DataFacts of(DataSet data, Reading reading) {
    return new DataFacts(
        data.shape(),
        data.size(),
        data.classNames(),
        reading,
        data.linked().stream().map(DataSet::shape).toList());
  }

  static DataFacts of(RunRecord record) {
    JsonNode details = record.request().data().details();
    return new DataFacts(
        shape(details.path("shape")),
        details.path("images").asInt(),
        StreamSupport.stream(details.path("classes").spliterator(), false)
            .map(JsonNode::asString)
            .toList(),
        reading(details.path("reading")),
        StreamSupport.stream(details.path("linked").spliterator(), false)
            .map(DataFacts::shape)
            .toList());
  }

  private static ImageShape shape(JsonNode node) {
    return new ImageShape(
        node.path("channels").asInt(), node.path("height").asInt(), node.path("width").asInt());
  }

  /** What a model of such data is built for. */
  Setting setting(Device device, Seed seed) {
    return new Setting(shape, classes.size(), device, seed, linked);
  }

  /** How images were read, from {@code node}. */
  static Reading reading(JsonNode node) {
    String binarise = node.path("binarise").stringValue(null);
    return new Reading(
        node.path("label_from").stringValue(null),
        node.path("split_by").stringValue(null),
        node.path("resize").stringValue(null),
        node.path("skip_bad").asBoolean(false),
        binarise == null ? null : Binarisation.valueOf(binarise.toUpperCase(Locale.ROOT)),
        node.path("link").stringValue(null));
  }
}
