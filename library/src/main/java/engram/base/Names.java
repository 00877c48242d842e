package engram.base;

import java.util.Locale;

/** Names as people type them. */
public final class Names {
  private Names() {}

  /** {@code learningRate} as {@code learning_rate}. */
  public static String snake(String camel) {
    return camel.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  /** An enum constant as people type it: lower case. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
