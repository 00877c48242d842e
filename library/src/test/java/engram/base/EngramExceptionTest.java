package engram.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import engram.base.EngramException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EngramExceptionTest {
  @ParameterizedTest
  @EnumSource
  void theExitCodeTellsTheKind(Kind kind) {
    assertEquals(kind, Kind.ofExitCode(kind.exitCode()));
  }

  @Test
  void anExitCodeThatIsNoneOfOursIsInternal() {
    assertEquals(Kind.INTERNAL, Kind.ofExitCode(137));
  }
}
