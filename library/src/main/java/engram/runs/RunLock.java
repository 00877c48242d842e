package engram.runs;

import engram.base.EngramException;
import engram.base.EngramException.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Exclusive use of a run folder by this process, for as long as it lives or until closed.
 *
 * <p>The operating system holds the lock, so a killed process frees it. Closing any channel of a
 * file frees all locks that the process has on it (POSIX), hence a file that this process holds is
 * never opened a second time: {@code .owner} beside it names the holder.
 */
final class RunLock implements AutoCloseable {
  static final String LOCK = ".lock";
  static final String OWNER = ".owner";
  private static final int ATTEMPTS = 20;
  private static final Duration PAUSE = Duration.ofMillis(10);

  private final Path folder;
  private final FileChannel channel;

  private RunLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Takes the lock of {@code folder}. Tries for 0.2 s, as somebody may be looking whether it is
   * free.
   *
   * @throws EngramException {@code BUSY} naming the process that holds it
   */
  static RunLock take(Path folder) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<RunLock> lock = tryTake(folder);
      if (lock.isPresent()) {
        return lock.get();
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    throw busy(folder);
  }

  /** Throws {@code BUSY} if some process holds the lock of {@code folder}. */
  static void requireFree(Path folder) {
    if (isHeld(folder)) {
      throw busy(folder);
    }
  }

  /** The folder that is locked. */
  Path folder() {
    return folder;
  }

  /** Whether some process, this one included, holds the lock of {@code folder}. */
  static boolean isHeld(Path folder) {
    synchronized (RunLock.class) {
      if (isMine(folder)) {
        return true;
      }
      try (FileChannel channel = FileChannel.open(folder.resolve(LOCK));
          FileLock lock = tryLock(channel, true)) {
        return lock == null;
      } catch (IOException e) {
        return false;
      }
    }
  }

  private static Optional<RunLock> tryTake(Path folder) {
    synchronized (RunLock.class) {
      if (isMine(folder)) {
        return Optional.empty();
      }
      try {
        return lock(folder);
      } catch (IOException e) {
        throw EngramException.io(folder.resolve(LOCK), e);
      }
    }
  }

  private static Optional<RunLock> lock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (tryLock(channel, false) == null) {
      channel.close();
      return Optional.empty();
    }
    try {
      Files.writeString(folder.resolve(OWNER), me());
      return Optional.of(new RunLock(folder, channel));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel, boolean shared)
      throws IOException {
    try {
      return channel.tryLock(0, Long.MAX_VALUE, shared);
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static boolean isMine(Path folder) {
    return owner(folder).equals(me());
  }

  private static EngramException busy(Path folder) {
    return new EngramException(
        Kind.BUSY,
        "run %s is in use by process %s; wait for it or end it"
            .formatted(folder.getFileName(), pid(folder)));
  }

  private static String pid(Path folder) {
    String pid = owner(folder).split(" ", 2)[0];
    return pid.isEmpty() ? "(unknown)" : pid;
  }

  private static String owner(Path folder) {
    try {
      return Files.readString(folder.resolve(OWNER));
    } catch (IOException e) {
      return "";
    }
  }

  /** This process: its number, and its start, as numbers are used again. */
  private static String me() {
    ProcessHandle self = ProcessHandle.current();
    String start = self.info().startInstant().map(Object::toString).orElse("");
    return self.pid() + " " + start;
  }

  /** Frees the lock. */
  @Override
  public void close() {
    synchronized (RunLock.class) {
      try {
        Files.deleteIfExists(folder.resolve(OWNER));
        channel.close();
      } catch (IOException e) {
        throw EngramException.io(folder.resolve(LOCK), e);
      }
    }
  }
}
