package engram.cli;

import engram.data.DataSet;
import engram.data.ImageShape;
import engram.runs.RunRecord;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a run remembers of its training data.
 *
 * @param shape of each image
 * @param images how many there were
 * @param classes names of the classes; empty without labels
 * @param reading how a folder of them was read
 */
record DataFacts(ImageShape shape, int images, List<String> classes, Reading reading) {
  /** How a folder of images was read, as the options of the same names say it. */
  record Reading(@Nullable String labelFrom, @Nullable String resize, boolean skipBad) {}

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
    return new Reading(
        node.path("label_from").stringValue(null),
        node.path("resize").stringValue(null),
        node.path("skip_bad").asBoolean(false));
  }
}
