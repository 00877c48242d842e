package engram.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import engram.model.Family;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PapersPageTest {
  private static final Path ROOT = Path.of("..");

  @Test
  void theCommittedPageIsThatOfTheCatalogue() throws IOException {
    assertEquals(
        PapersPage.of(Family.all()),
        Files.readString(ROOT.resolve("docs/PAPERS.md")),
        "docs/PAPERS.md is out of date; write it again with: " + PapersPage.COMMAND);
  }

  @Test
  void everyLinkLeadsToTheSourceOfTheModel() {
    for (Family family : Family.all()) {
      String file = PapersPage.file(family.card().model());
      assertTrue(Files.isRegularFile(ROOT.resolve(file)), file);
    }
  }

  @Test
  void theCommandWritesThePage(@TempDir Path home) {
    Cli cli = new Cli(home);
    assertEquals(
        PapersPage.of(Family.all()).strip(), cli.line("models --markdown").quiet().out().strip());
    assertTrue(cli.line("models vae --markdown").error(2).contains("leave out vae"));
  }
}
