package engram.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What a person can mistype: one line, the right code, nothing created. */
class UsageTest {
  private final Path folder;
  private final Cli cli;

  UsageTest(@TempDir Path folder) {
    this.folder = folder;
    this.cli = new Cli(folder.resolve("home"));
  }

  private String refused(int code, String line) throws IOException {
    Map<String, String> before = Cli.tree(folder);
    String error = cli.line(line.replace("DIR", folder.toString())).error(code);
    assertEquals(before, Cli.tree(folder), line);
    return error;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          trian vae                                | did you mean 'train'?
          rusn list                                | did you mean 'runs'?
          runs lsit                                | did you mean 'list'?
          data inof digits                         | did you mean 'info'?
          train vae --data digits:99 --epoch 3     | did you mean '--epochs'?
          train vae --data digits:99 --lr=3        | set with --set NAME=VALUE
          train vae --data digits:99 --set lr      | for option '--set'
          train vae --data digits:99 --bach=3      | did you mean '--batch'?
          train vea --data digits:99               | did you mean 'vae'?
          search vae --data digits:99 --epoch 3    | did you mean '--epochs'?
          models dense                             | did you mean 'dense-ae'?
          train vae --data digits:99 --set latnet=2 | did you mean 'latent'?
          train dense-ae --data digits:99 --preset mathews-reul | did you mean 'mathews-relu'?
          train vae --data digits:99 --set activation=reluu | did you mean 'relu'?
          data make digts --out DIR/x              | did you mean 'digits'?
          bench train-vea                          | did you mean 'train-vae'?
          """)
  void aMistypedNameGetsTheNearestOne(String line, String hint) throws IOException {
    String error = refused(2, line);
    assertTrue(error.contains(hint), error);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --epochs=0              | epochs
          --epochs=-1             | epochs
          --epochs=1e400          | epochs
          --epochs=4294967296     | epochs
          --steps=0               | steps
          --steps=-5              | steps
          --epochs=1 --steps=1    | steps
          --set learning_rate=nan | learning_rate
          --set learning_rate=NaN | learning_rate
          --set learning_rate=1e400 | learning_rate
          --set learning_rate=-1  | learning_rate
          --set latent=0          | latent
          --set latent=4294967296 | latent
          --set latent            | --set
          --set widths=5,,5       | widths
          --batch=0               | batch
          --batch=4294967296      | batch
          --batch=2000000         | batch
          --threads=0             | threads
          --threads=-3            | threads
          --threads=x             | threads
          --device=gpu            | device
          --precision=fp8         | precision
          --schedule=sine         | schedule
          --patience=-1           | patience
          --validation=0.6        | validation
          --validation=NaN        | validation
          --validation=0 --patience=2 | validation
          --checkpoint-seconds=-1 | checkpoint
          --seed=one              | seed
          --data                  | --data
          --data=                 | data
          --resize 28             | resize
          --resume last           | MODEL
          """)
  void aValueOutOfRangeIsNamed(String options, String name) throws IOException {
    String error = refused(2, "train vae --data digits:99 " + options);
    assertTrue(error.contains(name), error);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          train                                   | engram models
          train vae                               | --data is missing
          train vae --data digits:0               | at least 1
          data                                    | list, info, fetch, make
          runs                                    | list, show
          data info                               | D
          data make digits --out DIR/x --count 0  | count
          data make digits --count 3              | --out
          encode last                             | --out
          runs compare last                       | RUN
          compare last                            | RUN
          finetune last --free -1                 | free
          finetune last --labels 0                | labels
          finetune last --lr 0                    | learning_rate
          finetune last --batch 0                 | batch
          finetune last --epochs 0                | epochs
          finetune last --head tree               | --head
          evaluate last --samples 1               | samples
          compare a b --count 0                   | count
          sample last --out DIR/x.png --count 0   | count
          """)
  void whatIsMissingIsSaid(String line, String hint) throws IOException {
    String error = refused(2, line);
    assertTrue(error.contains(hint), error);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          runs show last
          runs verify last
          runs delete x
          runs compare a b
          evaluate last
          evaluate last --judge last --parzen
          finetune last
          compare a b
          encode last --out DIR/z.npy
          decode last --codes DIR/z.npy --out DIR/x.npy
          train --resume last
          train vae --data DIR/nowhere
          train vae --data /dev/zero
          train vae --data digts
          train vae --data digits:9 --config DIR/none.yaml
          data info DIR/nothing.npy
          """)
  void whatIsNotThereIsSaid(String line) throws IOException {
    refused(66, line);
  }

  @Test
  void aHomeThatIsAFileIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    String train = "train vae --data digits:99 --steps 1 --home ";
    Map<String, String> before = Cli.tree(folder);
    Cli.bare((train + file).split(" ", -1)).error(73);
    Cli.bare((train + file + "/below").split(" ", -1)).error(73);
    Cli.bare((train + "/proc/here").split(" ", -1)).error(73);
    assertEquals(before, Cli.tree(folder));
  }

  @Test
  void noCommandAtAllIsWrongUsage() {
    assertTrue(Cli.bare().error(2).contains("--help"));
    assertTrue(Cli.bare("--json").error(2).contains("unknown option '--json'"));
  }

  @Test
  void debugAddsTheStackTrace() {
    Cli.Reply reply = cli.line("models vea --debug");
    assertEquals(2, reply.code());
    assertTrue(reply.err().contains("\tat engram."), reply.err());
    assertTrue(reply.err().lines().anyMatch(l -> l.startsWith("engram: error: no model")));
  }

  @Test
  void withoutRunsTheListIsEmptyAndCreatesNothing() throws IOException {
    Map<String, String> before = Cli.tree(folder);
    assertEquals("no runs yet\n", cli.run("runs", "list").quiet().out());
    assertEquals("{\"runs\":[]}\n", cli.run("runs", "list", "--json").quiet().out());
    assertEquals(before, Cli.tree(folder));
  }

  static List<List<String>> commands() {
    List<List<String>> all = new ArrayList<>();
    collect(new CommandLine(new Root(), new CommandFactory(console())), List.of(), all);
    return all;
  }

  private static Console console() {
    return new Console(System.out, System.err, List.of(), new Interruption());
  }

  private static void collect(CommandLine line, List<String> path, List<List<String>> all) {
    all.add(path);
    line.getSubcommands()
        .forEach(
            (name, sub) -> {
              List<String> longer = new ArrayList<>(path);
              longer.add(name);
              collect(sub, longer, all);
            });
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpShowsAnExample(List<String> command) {
    List<String> words = new ArrayList<>(command);
    words.add("--help");
    String help = Cli.bare(words.toArray(String[]::new)).quiet().out();
    String example = "Example(s)?: +engram " + String.join(" ", command);
    assertTrue(java.util.regex.Pattern.compile(example).matcher(help).find(), help);
  }
}
