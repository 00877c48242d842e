package engram.cli;

import engram.base.EngramException;
import engram.base.Json;
import engram.base.SafeFile;
import engram.paper.Answer;
import engram.paper.Lab;
import engram.paper.Scale;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Makes experiments by running commands in this process. Trainings are remembered in a file of the
 * folder, so that no model is trained twice, also in later calls.
 */
final class Workshop implements Lab {
  private static final String REMEMBERED = "answers.json";

  /** Stands for the data while a command is split at spaces, of which its name may have some. */
  private static final String DATA = "\0";

  private final Console console;
  private final Path out;
  private final @Nullable Path home;
  private final Scale scale;
  private final String data;
  private final long seed;
  private final Map<String, JsonNode> remembered = new LinkedHashMap<>();
  private final List<String> commands = new ArrayList<>();
  private Path folder;

  /**
   * Works in the folder {@code out}, on runs in {@code home} or, if null, where they usually are.
   */
  Workshop(Console console, Path out, @Nullable Path home, Scale scale, String data, long seed) {
    this.console = console;
    this.out = out;
    this.home = home;
    this.scale = scale;
    this.data = data;
    this.seed = seed;
    folder = out;
    Path file = out.resolve(REMEMBERED);
    if (Files.isRegularFile(file)) {
      Json.read(file, JsonNode.class)
          .properties()
          .forEach(e -> remembered.put(e.getKey(), e.getValue()));
    }
  }

  /** Begins an experiment whose files go to {@code where}. */
  void begin(Path where) {
    folder = where;
    SafeFile.createFolders(where);
    commands.clear();
  }

  /** The commands since the experiment began. */
  List<String> commands() {
    return List.copyOf(commands);
  }

  @Override
  public Scale scale() {
    return scale;
  }

  @Override
  public long seed() {
    return seed;
  }

  @Override
  public String data() {
    return data;
  }

  @Override
  public Path folder() {
    return folder;
  }

  @Override
  public Answer train(String words) {
    String all = words;
    all += words.contains("--data ") ? "" : " --data " + data;
    all += words.contains("--seed ") ? "" : " --seed " + seed;
    return once(
        command("train " + all),
        before -> Files.isDirectory(Path.of(before.get("folder").asString())));
  }

  @Override
  public Answer once(String words, Object... more) {
    return once(command(words, more), Workshop::stillThere);
  }

  /** Whether the files that the command wrote are there. */
  private static boolean stillThere(JsonNode before) {
    return before.path("files").valueStream().allMatch(f -> Files.exists(Path.of(f.asString())));
  }

  /** What the command answered before, if that is still {@code good}, or answers now. */
  private Answer once(List<String> command, Predicate<JsonNode> good) {
    String line = line(command);
    JsonNode before = remembered.get(line);
    if (before != null && good.test(before)) {
      note(line);
      return new Answer(line, before);
    }
    Answer answer = answer(command);
    remembered.put(line, answer.json());
    SafeFile.writeText(out.resolve(REMEMBERED), Json.pretty(remembered));
    return answer;
  }

  @Override
  public Path shared(String paper) {
    return out.resolve(paper).resolve("shared");
  }

  @Override
  public Answer run(String words, Object... more) {
    return answer(command(words, more));
  }

  private List<String> command(String words, Object... more) {
    List<String> command = new ArrayList<>();
    for (String word : words.replace(data, DATA).split(" ", -1)) {
      command.add(word.replace(DATA, data));
    }
    Arrays.stream(more).map(String::valueOf).forEach(command::add);
    boolean ofRuns = !command.get(0).equals("embed") && !command.get(0).equals("probe");
    if (home != null && ofRuns) {
      command.addAll(List.of("--home", home.toString()));
    }
    return command;
  }

  private static String line(List<String> command) {
    StringBuilder line = new StringBuilder("engram");
    command.forEach(w -> line.append(' ').append(w.contains(" ") ? "'" + w + "'" : w));
    return line.toString();
  }

  private void note(String line) {
    if (!commands.contains(line)) {
      commands.add(line);
    }
  }

  private Answer answer(List<String> command) {
    String line = line(command);
    note(line);
    console.say("  " + line);
    List<String> words = new ArrayList<>(command);
    words.add("--json");
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    ByteArrayOutputStream complaints = new ByteArrayOutputStream();
    int code =
        Main.run(
            words.toArray(String[]::new),
            new PrintStream(said, true, StandardCharsets.UTF_8),
            new PrintStream(complaints, true, StandardCharsets.UTF_8));
    if (code != 0) {
      throw failure(code, complaints.toString(StandardCharsets.UTF_8));
    }
    return new Answer(line, Json.tree(Path.of(line), said.toString(StandardCharsets.UTF_8)));
  }

  private static EngramException failure(int code, String complaints) {
    List<String> lines = complaints.strip().lines().toList();
    String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    String message = last.replaceFirst("^engram: error: ", "").replaceFirst(" \\[\\d+]$", "");
    return new EngramException(EngramException.Kind.ofExitCode(code), message);
  }
}
