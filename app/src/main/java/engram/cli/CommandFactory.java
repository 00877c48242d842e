package engram.cli;

import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine;

/** Makes command objects, giving the console to those whose constructor asks for it. */
final class CommandFactory implements CommandLine.IFactory {
  private final Console console;

  CommandFactory(Console console) {
    this.console = console;
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    Optional<Constructor<?>> withConsole =
        Arrays.stream(type.getDeclaredConstructors())
            .filter(c -> Arrays.equals(c.getParameterTypes(), new Class<?>[] {Console.class}))
            .findFirst();
    return withConsole.isPresent()
        ? type.cast(withConsole.get().newInstance(console))
        : CommandLine.defaultFactory().create(type);
  }
}
