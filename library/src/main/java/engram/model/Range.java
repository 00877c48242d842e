package engram.model;

import engram.base.Check;
import engram.base.Names;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.RecordComponent;
import java.util.List;

/** The values a hyperparameter may take; for a list, each of its elements. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Range {
  double min();

  double max();

  /** Checks the values of a record of {@code type}, in component order, against their ranges. */
  final class Checks {
    private Checks() {}

    /**
     * Throws {@link IllegalArgumentException} that names the first component out of range.
     *
     * @param values one per component, as the compact constructor sees them
     */
    public static void check(Class<? extends Record> type, Object... values) {
      RecordComponent[] components = type.getRecordComponents();
      Check.require(components.length == values.length, type + ": check every component");
      for (int i = 0; i < values.length; i++) {
        Range range = components[i].getAnnotation(Range.class);
        if (range != null) {
          check(Names.snake(components[i].getName()), values[i], range);
        }
      }
    }

    private static void check(String name, Object value, Range range) {
      if (value instanceof List<?> list) {
        list.forEach(element -> check(name, element, range));
      } else if (value instanceof Number number) {
        Check.within(name, number.doubleValue(), range.min(), range.max());
      } else {
        throw new IllegalStateException(name + " has a range but is no number");
      }
    }
  }
}
