package engram.data;

import java.util.Locale;

/** The part of a data set that is learned from, or the part that is only measured on. */
public enum Part {
  TRAIN,
  TEST;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
