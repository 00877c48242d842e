package engram.model;

import engram.base.Check;
import engram.base.EngramException;
import engram.base.Nearest;
import engram.base.Paper;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The entry of one model in the catalogue, found by {@link ServiceLoader}. */
public interface Family {
  /** Everything the catalogue says of it. */
  Card card();

  /** A model with fresh weights, which live in the current scope; {@code spec} is of its type. */
  Model create(Record spec, Setting setting);

  /** The name people type. */
  default String name() {
    return card().name();
  }

  /**
   * A catalogue card.
   *
   * @param name as people type it, e.g. {@code dense-ae}
   * @param summary what it is, in one line
   * @param model the class, which carries {@link Paper}
   * @param defaults the paper's structure
   * @param presets other named settings from the papers, kept in the order of their names
   * @param training how it is trained unless told otherwise
   * @param presetTraining how presets are trained that differ from it in this too, by name
   */
  record Card(
      String name,
      String summary,
      Class<? extends Model> model,
      Record defaults,
      Map<String, ? extends Record> presets,
      Training training,
      Map<String, Training> presetTraining) {
    public Card {
      presets = Collections.unmodifiableMap(new TreeMap<String, Record>(presets));
      presetTraining = Collections.unmodifiableMap(new TreeMap<>(presetTraining));
      Check.require(
          presets.keySet().containsAll(presetTraining.keySet()),
          name + " has training of its own for what is no preset: " + presetTraining.keySet());
    }

    /** A card whose presets are all trained as the defaults are. */
    public Card(
        String name,
        String summary,
        Class<? extends Model> model,
        Record defaults,
        Map<String, ? extends Record> presets,
        Training training) {
      this(name, summary, model, defaults, presets, training, Map.of());
    }

    /** The preset called {@code name}; the defaults where there is no name. */
    public Preset choose(Optional<String> name) {
      return name.map(n -> new Preset(preset(n), presetTraining.getOrDefault(n, training)))
          .orElseGet(() -> new Preset(defaults, training));
    }

    private Record preset(String preset) {
      Record found = presets.get(preset);
      if (found == null) {
        throw EngramException.usage(
            name
                + " has no preset '"
                + preset
                + "'"
                + Nearest.hint(preset, presets.keySet())
                + " (presets: "
                + String.join(", ", presets.keySet())
                + ")");
      }
      return found;
    }
  }

  /** Hyperparameters, and how a model that has them is trained unless told otherwise. */
  record Preset(Record spec, Training training) {}

  /**
   * How a model is trained unless told otherwise.
   *
   * @param epochs passes over the training data
   * @param batch images per step
   * @param patience epochs without improvement before stopping early; 0 never stops
   * @param schedule of the learning rate
   */
  record Training(int epochs, int batch, int patience, Schedule schedule) {}

  /** Every family on the class path, by name. */
  static List<Family> all() {
    return ServiceLoader.load(Family.class, Family.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(Family::name))
        .toList();
  }

  /** The family called {@code name}. */
  static Family named(String name) {
    List<Family> all = all();
    return all.stream()
        .filter(f -> f.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> {
              List<String> names = all.stream().map(Family::name).toList();
              return EngramException.usage(
                  "no model is called '"
                      + name
                      + "'"
                      + Nearest.hint(name, names)
                      + " (models: "
                      + String.join(", ", names)
                      + ")");
            });
  }
}
