package engram.runs;

import engram.base.Check;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What was asked of a run: everything needed to do it again.
 *
 * @param commandLine the words of the command, the program's name left out
 * @param spec the model's hyperparameters
 * @param plan the training plan
 * @param data the data
 * @param seed root of all randomness
 * @param compute how the engine was to compute; empty in records that do not say it
 * @param parent what the run is a part of, such as a search
 */
public record RunRequest(
    List<String> commandLine,
    JsonNode spec,
    JsonNode plan,
    DataUsed data,
    long seed,
    Optional<ComputeAsked> compute,
    Optional<String> parent) {
  /** What was asked of a run that stands for itself. */
  public RunRequest(
      List<String> commandLine, JsonNode spec, JsonNode plan, DataUsed data, long seed) {
    this(commandLine, spec, plan, data, seed, Optional.empty(), Optional.empty());
  }

  /** The same, computed as {@code asked}. */
  public RunRequest withCompute(ComputeAsked asked) {
    return new RunRequest(commandLine, spec, plan, data, seed, Optional.of(asked), parent);
  }

  /** The same as a part of {@code newParent}. */
  public RunRequest withParent(String newParent) {
    return new RunRequest(commandLine, spec, plan, data, seed, compute, Optional.of(newParent));
  }

  /**
   * Data that a run used.
   *
   * @param name as given on the command line
   * @param sha256 digest of its content, 64 hexadecimal digits; empty if it was not taken
   * @param details shape, counts, split, as a tree
   */
  public record DataUsed(String name, String sha256, JsonNode details) {
    public DataUsed {
      Check.require(!name.isBlank(), "the data's name must not be empty");
      Check.require(
          sha256.isEmpty() || sha256.matches("[0-9a-f]{64}"),
          "sha256 must be 64 hexadecimal digits or empty, got '" + sha256 + "'");
      details = details.deepCopy();
    }

    @Override
    public JsonNode details() {
      return details.deepCopy();
    }
  }

  /**
   * How the engine was to compute, in the words of the command line.
   *
   * @param threads 0 for all cores
   * @param precision of matrix products
   * @param deterministic whether the threads make no difference
   * @param device where
   */
  public record ComputeAsked(int threads, String precision, boolean deterministic, String device) {}

  public RunRequest {
    commandLine = List.copyOf(commandLine);
    spec = spec.deepCopy();
    plan = plan.deepCopy();
  }

  @Override
  public JsonNode spec() {
    return spec.deepCopy();
  }

  @Override
  public JsonNode plan() {
    return plan.deepCopy();
  }
}
