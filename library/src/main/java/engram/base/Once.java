package engram.base;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Asks a source the first time it is asked, and says the same from then on. For one thread. */
public final class Once<T> implements Supplier<T> {
  private final Supplier<T> source;
  private @Nullable T known;

  /** Of what {@code source} gives, which must not be null. */
  public Once(Supplier<T> source) {
    this.source = source;
  }

  @Override
  public T get() {
    T value = known;
    if (value == null) {
      value = source.get();
      known = value;
    }
    return value;
  }
}
