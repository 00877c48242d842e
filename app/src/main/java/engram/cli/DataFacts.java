package engram.cli;

import engram.data.Binarisation;
import engram.data.DataSet;
import engram.data.ImageShape;
import engram.runs.RunRecord;
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
 */
record DataFacts(ImageShape shape, int images, List<String> classes, Reading reading) {
  /** How images were read, as the options of the same names say it. */
  record Reading(
      @Nullable String labelFrom,
      @Nullable String splitBy,
      @Nullable String resize,
      boolean skipBad,
      @Nullable Binarisation binarise) {
    /** As they are stored. */
    static final Reading PLAIN = new Reading(null, null, null, false, null);
  }

  static DataFacts of(DataSet data, Reading reading) {
    return new DataFacts(data.shape(), data.size(), data.classNames(), reading);
  }

  static DataFacts of(RunRecord record) {
    JsonNode details = record.request().data().details();
    JsonNode shape = details.path("shape");
    return new DataFacts(
        new ImageShape(
            shape.path("channels").asInt(),
            shape.path("height").asInt(),
            shape.path("width").asInt()),
        details.path("images").asInt(),
        StreamSupport.stream(details.path("classes").spliterator(), false)
            .map(JsonNode::asString)
            .toList(),
        reading(details.path("reading")));
  }

  private static Reading reading(JsonNode node) {
    String binarise = node.path("binarise").stringValue(null);
    return new Reading(
        node.path("label_from").stringValue(null),
        node.path("split_by").stringValue(null),
        node.path("resize").stringValue(null),
        node.path("skip_bad").asBoolean(false),
        binarise == null ? null : Binarisation.valueOf(binarise.toUpperCase(Locale.ROOT)));
  }
}
