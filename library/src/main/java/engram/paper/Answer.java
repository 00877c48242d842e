package engram.paper;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The JSON object that a command printed; a part of a part is named {@code outer.inner}. */
public record Answer(String command, JsonNode json) {
  /** The number called {@code name}. */
  public double number(String name) {
    return found(name).asDouble();
  }

  /** The text called {@code name}. */
  public String text(String name) {
    return found(name).asString();
  }

  /** The truth value called {@code name}. */
  public boolean flag(String name) {
    return found(name).asBoolean();
  }

  /** The part called {@code name}. */
  public Answer part(String name) {
    return new Answer(command, found(name));
  }

  /** The elements of the list called {@code name}. */
  public List<Answer> list(String name) {
    List<Answer> all = new ArrayList<>();
    found(name).forEach(element -> all.add(new Answer(command, element)));
    return all;
  }

  /** The id of the run that {@code train} made. */
  public String run() {
    return text("run");
  }

  /** A picture of the run that {@code train} made. */
  public Path figure(String name) {
    return Path.of(text("folder"), "figures", name + ".png");
  }

  private JsonNode found(String name) {
    JsonNode node = json;
    for (String part : name.split("\\.", -1)) {
      node = node.path(part);
    }
    if (node.isMissingNode() || node.isNull()) {
      throw new IllegalStateException("'" + command + "' answered without " + name);
    }
    return node;
  }
}
