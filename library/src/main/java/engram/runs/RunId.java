package engram.runs;

import engram.base.Check;
import engram.base.Seed;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/**
 * Name of a run, such as {@code 20261121-031500-vae-a1b2}: UTC time, model, four random digits.
 *
 * @param value the name
 * @param model the model in it
 */
record RunId(String value, String model) {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);

  static RunId of(Instant created, String model, Seed random) {
    Check.require(
        model.matches("[a-z0-9][a-z0-9-]{0,59}"),
        "a model's name must be of a-z, 0-9 and '-', at most 60 long, got '" + model + "'");
    String digits = HexFormat.of().toHexDigits((short) random.random().nextInt());
    return new RunId(TIME.format(created) + "-" + model + "-" + digits, model);
  }
}
