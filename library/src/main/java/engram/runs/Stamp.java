package engram.runs;

import engram.base.EngramException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** A cheap sign of a file's version: time, size and identity, without reading it. */
final class Stamp {
  private Stamp() {}

  /** The stamp of {@code file}; empty if there is no such file. */
  static String of(Path file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return now.lastModifiedTime() + " " + now.size() + " " + now.fileKey();
    } catch (java.nio.file.NoSuchFileException | java.nio.file.NotDirectoryException e) {
      return "";
    } catch (IOException e) {
      throw EngramException.io(file, e);
    }
  }
}
