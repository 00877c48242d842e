package engram.cli;

import engram.data.DataSet;
import engram.data.ImageShape;
import engram.runs.RunRecord;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * What a run remembers of its training data.
 *
 * @param shape of each image
 * @param images how many there were
 * @param classes names of the classes; empty without labels
 */
record DataFacts(ImageShape shape, int images, List<String> classes) {
  static DataFacts of(DataSet data) {
    return new DataFacts(data.shape(), data.size(), data.classNames());
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
            .toList());
  }
}
