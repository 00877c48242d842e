package engram.base;

import engram.base.EngramException.Kind;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes a file all or nothing: under a temporary name beside it, synced, renamed, folder synced.
 *
 * <p>After a failure the old file, if any, is untouched and the temporary one is gone.
 */
public final class SafeFile {
  /** Produces a file's content; may write through either view of it, never both. */
  @FunctionalInterface
  public interface Content {
    void writeTo(FileChannel channel) throws IOException;
  }

  /** Produces a file's content as a stream. */
  @FunctionalInterface
  public interface StreamContent {
    void writeTo(OutputStream out) throws IOException;
  }

  private SafeFile() {}

  /** Writes {@code text} in UTF-8 to {@code target}. */
  public static void writeText(Path target, String text) {
    writeStream(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Writes what {@code content} puts into a buffered stream to {@code target}. */
  public static void writeStream(Path target, StreamContent content) {
    write(
        target,
        channel -> {
          OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
          content.writeTo(out);
          out.flush();
        });
  }

  /** Writes what {@code content} puts into the channel to {@code target}. */
  public static void write(Path target, Content content) {
    Path absolute = target.toAbsolutePath();
    Path folder = absolute.getParent();
    Path name = absolute.getFileName();
    if (folder == null || name == null || Files.isDirectory(absolute)) {
      throw new EngramException(Kind.CANNOT_CREATE, target + ": is a folder, not a file to write");
    }
    if (Files.exists(absolute) && !Files.isRegularFile(absolute)) {
      throw new EngramException(Kind.CANNOT_CREATE, target + ": is a device, not a file to write");
    }
    createFolders(folder);
    Path temporary = temporaryBeside(folder, name, target);
    try {
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        content.writeTo(channel);
        channel.force(true);
      }
      Files.move(temporary, absolute, StandardCopyOption.ATOMIC_MOVE);
      syncFolder(folder);
    } catch (IOException e) {
      deleteQuietly(temporary, e);
      throw EngramException.io(target, e);
    } catch (RuntimeException | Error e) {
      deleteQuietly(temporary, e);
      throw e;
    }
  }

  /** Creates {@code folder} and its parents where missing. */
  public static void createFolders(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException | NotDirectoryException e) {
      throw cannotCreate(folder, "a file is in the way of this folder", e);
    } catch (IOException e) {
      throw cannotCreate(folder, "cannot create this folder (" + reason(e) + ")", e);
    }
  }

  private static Path temporaryBeside(Path folder, Path name, Path target) {
    String unique = Long.toHexString(System.nanoTime()) + "-" + ProcessHandle.current().pid();
    try {
      return Files.createFile(folder.resolve("." + name + "." + unique + ".tmp"));
    } catch (IOException e) {
      throw cannotCreate(target, "cannot create a file here (" + reason(e) + ")", e);
    }
  }

  private static EngramException cannotCreate(Path path, String what, IOException cause) {
    return new EngramException(Kind.CANNOT_CREATE, path + ": " + what, cause);
  }

  private static String reason(IOException e) {
    return e instanceof AccessDeniedException
        ? "permission denied"
        : String.valueOf(e.getMessage());
  }

  private static void syncFolder(Path folder) throws IOException {
    if (java.io.File.separatorChar == '/') {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static void deleteQuietly(Path file, Throwable reason) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }
}
