package engram.runs;

import engram.base.Check;
import engram.base.EngramException;
import engram.base.EngramException.Kind;
import engram.base.Json;
import engram.base.SafeFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * All that is known of a run, as {@code run.json} holds it.
 *
 * @param formatVersion version of this format
 * @param id name of the run and of its folder
 * @param model name of the model, such as {@code vae}
 * @param status as last written; see {@link RunFolder#status} for the truth about a killed run
 * @param created when the run began
 * @param finished when it ended, if it did
 * @param request what was asked of it
 * @param environment what it ran on
 * @param metrics results by name in the order given; not-a-number is allowed
 * @param history one entry per epoch, in order
 * @param events warnings and other remarks, one line each
 */
public record RunRecord(
    int formatVersion,
    String id,
    String model,
    RunStatus status,
    Instant created,
    Optional<Instant> finished,
    RunRequest request,
    Environment environment,
    Map<String, Double> metrics,
    List<Epoch> history,
    List<String> events) {
  /** Newest format that this program reads, and the one it writes. */
  public static final int FORMAT_VERSION = 3;

  /**
   * What one epoch gave.
   *
   * @param epoch counted from 1
   * @param step optimiser steps done so far
   * @param values by name in the order given
   */
  public record Epoch(int epoch, long step, Map<String, Double> values) {
    public Epoch {
      values = inOrder(values);
    }
  }

  public RunRecord {
    Check.oneOf("format version", formatVersion, List.of(FORMAT_VERSION));
    metrics = inOrder(metrics);
    history = List.copyOf(history);
    events = List.copyOf(events);
  }

  /** The record of a run that begins now. */
  static RunRecord starting(
      RunId id, Instant created, RunRequest request, Environment environment) {
    return new RunRecord(
        FORMAT_VERSION,
        id.value(),
        id.model(),
        RunStatus.RUNNING,
        created,
        Optional.empty(),
        request,
        environment,
        Map.of(),
        List.of(),
        List.of());
  }

  /** Reads {@code file}; a format newer than ours is refused with both versions named. */
  static RunRecord read(Path file) {
    JsonNode tree = Json.read(file, JsonNode.class);
    int version = tree.path("format_version").asInt(0);
    if (version > FORMAT_VERSION) {
      throw new EngramException(
          Kind.BAD_DATA,
          "%s: format version %d is newer than %d, the newest that this Engram reads; update Engram"
              .formatted(file, version, FORMAT_VERSION));
    }
    return Json.fromTree(file, upgraded(tree, version), RunRecord.class);
  }

  /** Version 1 knew no parent, version 2 not how to compute. */
  private static JsonNode upgraded(JsonNode tree, int version) {
    if (version >= 1
        && version < FORMAT_VERSION
        && tree instanceof ObjectNode record
        && record.path("request") instanceof ObjectNode request) {
      record.put("format_version", FORMAT_VERSION);
      request.putNull("compute");
      if (version == 1) {
        request.putNull("parent");
      }
    }
    return tree;
  }

  void write(Path file) {
    SafeFile.writeText(file, Json.pretty(this));
  }

  /** This record with another status; {@code at} is when the run ended, if it did. */
  public RunRecord withStatus(RunStatus newStatus, Optional<Instant> at) {
    return with(newStatus, at, metrics, history, events);
  }

  /** This record with {@code added} metrics, which replace those of the same name. */
  public RunRecord withMetrics(Map<String, Double> added) {
    Map<String, Double> all = new LinkedHashMap<>(metrics);
    all.putAll(added);
    return with(status, finished, all, history, events);
  }

  /** This record without metrics, as those of weights that change no longer hold. */
  public RunRecord withoutMetrics() {
    return with(status, finished, Map.of(), history, events);
  }

  /** This record with one more epoch; epochs at or after it, from before a resume, are dropped. */
  public RunRecord withEpoch(Epoch epoch) {
    List<Epoch> all = new ArrayList<>(history);
    all.removeIf(old -> old.epoch() >= epoch.epoch());
    all.add(epoch);
    return with(status, finished, metrics, all, events);
  }

  /** This record with one more event. */
  public RunRecord withEvent(String event) {
    List<String> all = new ArrayList<>(events);
    all.add(event);
    return with(status, finished, metrics, history, all);
  }

  private RunRecord with(
      RunStatus newStatus,
      Optional<Instant> newFinished,
      Map<String, Double> newMetrics,
      List<Epoch> newHistory,
      List<String> newEvents) {
    return new RunRecord(
        formatVersion,
        id,
        model,
        newStatus,
        created,
        newFinished,
        request,
        environment,
        newMetrics,
        newHistory,
        newEvents);
  }

  private static Map<String, Double> inOrder(Map<String, Double> values) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }
}
