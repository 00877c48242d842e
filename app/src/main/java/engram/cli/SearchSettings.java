package engram.cli;

import engram.base.Json;
import engram.base.Seed;
import engram.model.Family;
import engram.runs.RunRequest;
import engram.search.Asha;
import engram.search.GridSearch;
import engram.search.RandomSearch;
import engram.search.Space;
import engram.search.SpaceFile;
import engram.search.Strategy;
import engram.search.SuccessiveHalving;
import engram.search.Tpe;
import engram.train.Plan;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What was asked of a search, as {@code search.json} in its folder holds it: everything needed to
 * do it again.
 *
 * @param commandLine the words of the command, the program's name left out
 * @param model name of the model
 * @param spec hyperparameters where they are not searched
 * @param plan of a full training, where it is not searched
 * @param data the images
 * @param space where its space came from, and what it was
 * @param effort how it searches
 * @param metric by which trials are judged, on validation images
 * @param maximise whether more of it is better
 */
record SearchSettings(
    List<String> commandLine,
    String model,
    JsonNode spec,
    JsonNode plan,
    Images data,
    Source space,
    Effort effort,
    String metric,
    boolean maximise) {
  static final String FILE = "search.json";

  /** The images: their name as typed, their digest, and how they were read. */
  record Images(String name, String sha256, JsonNode reading) {}

  /** A space: the name of its file, and what that held. */
  record Source(String name, JsonNode tree) {}

  /** Strategies, as people type them. */
  enum Kind {
    GRID,
    RANDOM,
    TPE,
    HALVING,
    ASHA
  }

  /**
   * How a search is done.
   *
   * @param trials configurations at most
   * @param eta of as many trials on a rung, one goes on
   * @param parallel trainings at once
   * @param seed of what is drawn
   * @param compute how the engine computes, unless a resumed search is told otherwise
   */
  record Effort(
      Kind strategy,
      int trials,
      int eta,
      int parallel,
      long seed,
      RunRequest.ComputeAsked compute) {}

  Family family() {
    return Family.named(model);
  }

  Record specHere() {
    return Json.fromTree(Path.of(FILE), spec, family().card().defaults().getClass());
  }

  Plan planHere() {
    return Json.fromTree(Path.of(FILE), plan, Plan.class);
  }

  /** The space, checked. */
  Space spaceHere() {
    return SpaceFile.space(Path.of(space.name), space.tree, specHere(), planHere());
  }

  /** The strategy over that space. */
  Strategy strategy() {
    Space over = spaceHere();
    Strategy.Budget budget = new Strategy.Budget(effort.trials, planHere().epochs());
    Seed seed = seed();
    return switch (effort.strategy) {
      case GRID -> new GridSearch(over, budget);
      case RANDOM -> new RandomSearch(over, budget, seed);
      case TPE -> new Tpe(over, budget, seed);
      case HALVING -> new SuccessiveHalving(over, budget, effort.eta, seed);
      case ASHA -> new Asha(over, budget, effort.eta, seed);
    };
  }

  Seed seed() {
    return new Seed(effort.seed).child("search");
  }

  /** The same, judged by {@code newMetric}. */
  SearchSettings judgedBy(String newMetric) {
    return new SearchSettings(
        commandLine, model, spec, plan, data, space, effort, newMetric, maximise);
  }

  /** The same, of images whose digest is {@code sha256}. */
  SearchSettings on(String sha256) {
    Images digested = new Images(data.name, sha256, data.reading);
    return new SearchSettings(
        commandLine, model, spec, plan, digested, space, effort, metric, maximise);
  }

  static SearchSettings read(Path folder) {
    return Json.read(folder.resolve(FILE), SearchSettings.class);
  }
}
