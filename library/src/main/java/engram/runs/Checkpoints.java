package engram.runs;

import engram.base.EngramException;
import engram.base.EngramException.Kind;
import engram.base.Json;
import engram.exchange.Safetensors;
import engram.exchange.TensorData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The saved states of a run: the last two checkpoints, and the best or final weights. */
public final class Checkpoints {
  static final String WEIGHTS = "weights.safetensors";
  private static final String FOLDER = "checkpoints";
  private static final String NAME = "step-\\d{8,19}\\.safetensors";
  private static final int KEPT = 2;

  private static final String MODEL = "engram.model";
  private static final String SPEC = "engram.spec";
  private static final String STEP = "engram.step";

  /**
   * A saved state.
   *
   * @param file where it lies
   * @param step optimiser steps done when it was saved
   * @param tensors by name, in the order saved
   * @param metadata free text saved with it
   */
  public record Checkpoint(
      Path file, long step, Map<String, TensorData> tensors, Map<String, String> metadata) {
    public Checkpoint {
      tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
      metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }
  }

  /**
   * The newest state that can be read.
   *
   * @param checkpoint the state, if there is any
   * @param skipped one line for each newer one that cannot be read, naming file and damage
   */
  public record Latest(Optional<Checkpoint> checkpoint, List<String> skipped) {
    public Latest {
      skipped = List.copyOf(skipped);
    }
  }

  private final Path run;
  private final String model;
  private final String spec;

  Checkpoints(Path run, String model, JsonNode spec) {
    this.run = run;
    this.model = model;
    this.spec = Json.write(spec);
  }

  /** Files of the checkpoints, oldest first. */
  public List<Path> files() {
    Path folder = run.resolve(FOLDER);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).matches(NAME))
          .sorted(Comparator.comparingLong(Checkpoints::stepOf))
          .toList();
    } catch (IOException e) {
      throw EngramException.io(folder, e);
    }
  }

  /**
   * The newest checkpoint that is whole; a damaged one is skipped and named.
   *
   * @throws EngramException {@code BAD_DATA} if a checkpoint is of another model or other
   *     hyperparameters, naming both
   */
  public Latest latestGood() {
    List<Path> newestFirst = new ArrayList<>(files());
    Collections.reverse(newestFirst);
    List<String> skipped = new ArrayList<>();
    for (Path file : newestFirst) {
      Optional<Safetensors.Contents> contents = readOrSkip(file, skipped);
      if (contents.isPresent()) {
        return new Latest(Optional.of(checked(file, contents.get())), skipped);
      }
    }
    return new Latest(Optional.empty(), skipped);
  }

  /** The best weights, if they were saved; damage and another model are errors. */
  public Optional<Checkpoint> weights() {
    Path file = run.resolve(WEIGHTS);
    return Files.exists(file)
        ? Optional.of(checked(file, Safetensors.read(file)))
        : Optional.empty();
  }

  /**
   * Saves a checkpoint and drops all but this and the one before, also those of later steps: what
   * is trained now did not come from them.
   */
  Path write(long step, Map<String, TensorData> tensors, Map<String, String> metadata) {
    Path file = run.resolve(FOLDER).resolve("step-%08d.safetensors".formatted(step));
    Safetensors.write(file, tensors, labelled(step, metadata));
    List<Path> files = files();
    int end = files.indexOf(file) + 1;
    for (Path other : files) {
      if (!files.subList(Math.max(0, end - KEPT), end).contains(other)) {
        delete(other);
      }
    }
    return file;
  }

  /** Saves the best weights in place of those before. */
  Path writeWeights(long step, Map<String, TensorData> tensors, Map<String, String> metadata) {
    Path file = run.resolve(WEIGHTS);
    Safetensors.write(file, tensors, labelled(step, metadata));
    return file;
  }

  private Map<String, String> labelled(long step, Map<String, String> metadata) {
    Map<String, String> all = new LinkedHashMap<>(metadata);
    all.put(MODEL, model);
    all.put(SPEC, spec);
    all.put(STEP, Long.toString(step));
    return all;
  }

  private Checkpoint checked(Path file, Safetensors.Contents contents) {
    Map<String, String> metadata = new LinkedHashMap<>(contents.metadata());
    String itsModel = metadata.getOrDefault(MODEL, "(none)");
    String itsSpec = metadata.getOrDefault(SPEC, "(none)");
    if (!itsModel.equals(model) || !itsSpec.equals(spec)) {
      throw EngramException.badData(
          file,
          "these are weights of %s %s, but the run is of %s %s; choose the run they belong to"
              .formatted(itsModel, itsSpec, model, spec));
    }
    long step = step(file, metadata.getOrDefault(STEP, ""));
    metadata.keySet().removeAll(List.of(MODEL, SPEC, STEP));
    return new Checkpoint(file, step, contents.tensors(), metadata);
  }

  private static Optional<Safetensors.Contents> readOrSkip(Path file, List<String> skipped) {
    try {
      return Optional.of(Safetensors.read(file));
    } catch (EngramException e) {
      if (e.kind() != Kind.BAD_DATA) {
        throw e;
      }
      skipped.add(String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static long stepOf(Path file) {
    return step(file, String.valueOf(file.getFileName()).replaceAll("\\D", ""));
  }

  private static long step(Path file, String digits) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException e) {
      throw EngramException.badData(file, "step must be a whole number, got '" + digits + "'");
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw EngramException.io(file, e);
    }
  }
}
