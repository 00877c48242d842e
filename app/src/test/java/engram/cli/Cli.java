package engram.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.base.Json;
import engram.base.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The command line, run in this process on runs of its own. */
final class Cli {
  private final Path home;

  Cli(Path home) {
    this.home = home;
  }

  /** What a command answered. */
  record Reply(int code, String out, String err) {
    /** This, if the command went well and said nothing to people. */
    Reply quiet() {
      assertEquals("", err);
      return well();
    }

    Reply well() {
      assertEquals(0, code, err);
      return this;
    }

    /** The one line of the error, which must end in {@code expected} and be all there is. */
    String error(int expected) {
      assertEquals(1, err.lines().count(), err);
      assertTrue(err.matches("engram: error: [^\\n]+ \\[" + expected + "]\\R"), err);
      assertEquals(expected, code, err);
      assertEquals("", out);
      return err;
    }

    /** Standard output, which must be one line with one JSON object. */
    JsonNode json() {
      assertEquals(1, well().out.lines().count(), out);
      JsonNode node = Json.tree(Path.of("stdout"), out);
      assertTrue(node.isObject(), out);
      return node;
    }
  }

  static Reply bare(String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Main.run(
            words,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Reply(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  Reply run(String... words) {
    return bare(words(words));
  }

  JsonNode json(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add("--json");
    return run(all.toArray(String[]::new)).quiet().json();
  }

  /** Trains {@code model} for 20 steps with {@code settings} and returns the run's id. */
  String train(String model, String data, String... settings) {
    List<String> all = new ArrayList<>(List.of("train", model, "--data", data, "--steps", "20"));
    for (String setting : settings) {
      all.addAll(List.of("--set", setting));
    }
    return json(all.toArray(String[]::new)).get("run").asString();
  }

  /** {@code words} and the home. */
  String[] words(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--home", home.toString()));
    return all.toArray(String[]::new);
  }

  /** The command line {@code text}, split at blanks. */
  Reply line(String text) {
    return run(text.split(" ", -1));
  }

  /** Every file and folder below {@code folder} and what it holds. */
  static Map<String, String> tree(Path folder) throws IOException {
    Map<String, String> tree = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        boolean plain = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
        tree.put(file.toString(), plain ? Sha256.of(file) : "");
      }
    }
    return tree;
  }
}
