package engram.data;

import engram.base.EngramException;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The image files below a folder, in the order of their paths; hidden ones are left out. */
final class ImageTree {
  private static final Pattern IMAGE = Pattern.compile(".*\\.(png|jpe?g|gif|bmp|pgm)");
  private static final int MAX_DEPTH = 64;

  private ImageTree() {}

  /** Throws {@link EngramException} on a link that loops or leads out of {@code folder}. */
  static List<Path> files(Path folder) {
    List<Path> found = new ArrayList<>();
    try {
      Visitor visitor = new Visitor(folder.toRealPath(), found);
      Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), MAX_DEPTH, visitor);
    } catch (FileSystemLoopException e) {
      throw new EngramException(
          EngramException.Kind.BAD_DATA, e.getFile() + ": this link leads back to its parent", e);
    } catch (IOException e) {
      throw EngramException.io(folder, e);
    }
    found.sort(Comparator.comparing(f -> relative(folder, f)));
    return found;
  }

  /** {@code file} as seen from {@code folder}, with {@code /} between the names. */
  static String relative(Path folder, Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  private static final class Visitor extends SimpleFileVisitor<Path> {
    private final Path root;
    private final List<Path> found;

    Visitor(Path root, List<Path> found) {
      this.root = root;
      this.found = found;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes)
        throws IOException {
      requireInside(dir);
      return name(dir).startsWith(".") && !dir.toRealPath().equals(root)
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      String name = name(file).toLowerCase(Locale.ROOT);
      if (!name.startsWith(".") && IMAGE.matcher(name).matches()) {
        requireInside(file);
        found.add(file);
      }
      return FileVisitResult.CONTINUE;
    }

    private void requireInside(Path path) throws IOException {
      if (!Files.exists(path)) {
        throw EngramException.badData(path, "this link leads nowhere");
      }
      if (!path.toRealPath().startsWith(root)) {
        throw EngramException.badData(path, "this link leads out of the folder; copy it in");
      }
    }

    private static String name(Path path) {
      return String.valueOf(path.getFileName());
    }
  }
}
