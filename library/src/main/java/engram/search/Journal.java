package engram.search;

import engram.base.EngramException;
import engram.base.EngramException.Kind;
import engram.base.Json;
import engram.base.SafeFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What has become of the trials of a search: a file to which one line is added, and synced, for
 * each change. One process at a time holds it; a last line torn by a crash is cut off. May be used
 * by several threads.
 */
public final class Journal implements AutoCloseable {
  /** How far a training has come. */
  public enum Status {
    STARTED,
    STOPPED,
    TRAINED,
    DIVERGED,
    FAILED
  }

  /**
   * One line.
   *
   * @param trial its number
   * @param epochs it was to reach
   * @param run its run, or empty if it failed before there was one
   * @param values its hyperparameters, as people type them
   * @param curve the metric after each epoch
   * @param seconds this training took
   * @param message why it failed, or empty
   */
  public record Entry(
      int trial,
      int epochs,
      Status status,
      String run,
      Map<String, String> values,
      List<Double> curve,
      double seconds,
      String message) {
    public Entry {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
      curve = List.copyOf(curve);
    }

    /** This line of a training that took {@code newSeconds}. */
    public Entry withSeconds(double newSeconds) {
      return new Entry(trial, epochs, status, run, values, curve, newSeconds, message);
    }

    /** This line with {@code newMessage}. */
    public Entry withMessage(String newMessage) {
      return new Entry(trial, epochs, status, run, values, curve, seconds, newMessage);
    }

    /** Whether the same training would come to the same again. */
    boolean isFinal() {
      return status != Status.STARTED && status != Status.STOPPED;
    }
  }

  private final Path file;
  private final FileChannel channel;
  private final List<Entry> entries;

  private Journal(Path file, FileChannel channel, List<Entry> entries) {
    this.file = file;
    this.channel = channel;
    this.entries = entries;
  }

  /**
   * Opens {@code file}, which is created if missing.
   *
   * @throws EngramException {@code BUSY} if another process holds it; {@code BAD_DATA} naming a
   *     line that is damaged and not the last
   */
  public static Journal open(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      SafeFile.createFolders(folder);
    }
    try {
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      try {
        lock(file, channel);
        List<Entry> entries = readWhole(file, channel);
        channel.position(channel.size());
        return new Journal(file, channel, entries);
      } catch (RuntimeException | IOException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw EngramException.io(file, e);
    }
  }

  private static void lock(Path file, FileChannel channel) throws IOException {
    boolean locked;
    try {
      locked = channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      locked = false;
    }
    if (!locked) {
      throw new EngramException(
          Kind.BUSY, file + ": another process goes on with this search; wait for it or end it");
    }
  }

  private static List<Entry> readWhole(Path file, FileChannel channel) throws IOException {
    List<Entry> entries = new ArrayList<>();
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    int from = 0;
    int number = 1;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      String line = text.substring(from, end);
      Optional<Entry> entry = parse(file, utf8(line), number++, end == text.length() - 1);
      if (entry.isEmpty()) {
        break;
      }
      entries.add(entry.get());
      from = end + 1;
    }
    channel.truncate(from);
    return entries;
  }

  private static String utf8(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  /** The entry in {@code line}; none if it is torn, which only the last can be. */
  private static Optional<Entry> parse(Path file, String line, int number, boolean last) {
    try {
      return Optional.of(Json.read(file, line, Entry.class));
    } catch (EngramException e) {
      if (last) {
        return Optional.empty();
      }
      throw EngramException.badData(
          file, "line " + number + " is damaged; delete it and what follows to go on from there");
    }
  }

  /** All lines, oldest first. */
  public synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** Adds {@code entry}, which is on disk when this returns. */
  public synchronized void add(Entry entry) {
    ByteBuffer line = ByteBuffer.wrap((Json.write(entry) + "\n").getBytes(StandardCharsets.UTF_8));
    try {
      while (line.hasRemaining()) {
        channel.write(line);
      }
      channel.force(false);
    } catch (IOException e) {
      throw EngramException.io(file, e);
    }
    entries.add(entry);
  }

  /** What trial {@code trial} came to when it was to reach {@code epochs}, if that is known. */
  public synchronized Optional<Entry> result(int trial, int epochs) {
    return entries.stream()
        .filter(e -> e.trial() == trial && e.epochs() == epochs && e.isFinal())
        .findFirst();
  }

  /** The run in which trial {@code trial} was trained with {@code values}, if there is one. */
  public synchronized Optional<String> run(int trial, Map<String, String> values) {
    return last(trial)
        .filter(entry -> entry.values().equals(values))
        .map(Entry::run)
        .filter(run -> !run.isEmpty());
  }

  /** The latest line of trial {@code trial}. */
  public synchronized Optional<Entry> last(int trial) {
    return entries.stream().filter(e -> e.trial() == trial).reduce((a, b) -> b);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw EngramException.io(file, e);
    }
  }
}
