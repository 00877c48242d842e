package engram.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShellWordsTest {
  @Test
  void aShellReadsTheSameWordsAgain() throws Exception {
    List<String> words =
        List.of("train", "--set", "widths=3,4", "my pics", "^(a|b)/", "it's", "$HOME", "", "*");
    String command = ShellWords.command(words);
    assertTrue(command.startsWith("engram train --set widths=3,4 'my pics' '^(a|b)/' "), command);
    Process shell =
        new ProcessBuilder("sh", "-c", command.replaceFirst("engram", "printf '%s\\\\n'")).start();
    String read = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(String.join("\n", words) + "\n", read);
  }
}
