package engram;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import engram.base.Paper;
import engram.model.Model;
import engram.tensor.Device;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;

@AnalyzeClasses(packages = "engram", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final int CLASSES_AT_LEAST = 150;

  /** The whole architecture: a package and the packages it may use. */
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          entry("base", Set.of()),
          entry("tensor", Set.of("base")),
          entry("math", Set.of("base")),
          entry("exchange", Set.of("base", "math")),
          entry("data", Set.of("base", "math", "exchange")),
          entry("runs", Set.of("base", "exchange")),
          entry("nn", Set.of("base", "tensor")),
          entry("model", Set.of("base", "math", "data", "tensor", "nn")),
          entry("train", Set.of("base", "math", "data", "tensor", "nn", "model", "exchange")),
          entry("search", Set.of("base", "math", "data", "tensor", "model", "train")),
          entry("analysis", Set.of("base", "math", "data")),
          entry("probe", Set.of("base", "math")),
          entry("report", Set.of("base", "math", "data")),
          entry("paper", Set.of("base", "math", "report")));

  @ArchTest
  static void packagesUseOnlyWhatTheTableAllows(JavaClasses all) {
    MAY_USE.forEach(
        (user, allowed) ->
            MAY_USE.keySet().stream()
                .filter(used -> !used.equals(user) && !allowed.contains(used))
                .forEach(used -> mustNotUse(user, used).check(all)));
  }

  private static ArchRule mustNotUse(String user, String used) {
    return noClasses()
        .that()
        .resideInAPackage("engram." + user + "..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("engram." + used + "..");
  }

  @ArchTest
  static void theScanSawThePackagesOfTheTableAndNoOthers(JavaClasses all) {
    Set<String> seen = new TreeSet<>();
    all.forEach(c -> seen.add(c.getPackageName().replaceFirst("^engram\\.(\\w+).*", "$1")));
    assertEquals(new TreeSet<>(MAY_USE.keySet()), seen);
    assertTrue(all.size() >= CLASSES_AT_LEAST, "classes seen: " + all.size());
  }

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("engram.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule familiesAreStrangers =
      slices().matching("engram.model.(*)..").should().notDependOnEachOther();

  @ArchTest
  static final ArchRule nativesStayInTensor =
      noClasses()
          .that()
          .resideOutsideOfPackage("engram.tensor..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.bytedeco..", "com.sun.jna..");

  @ArchTest
  static final ArchRule modelsComputeWhereTheirSettingSays =
      noClasses()
          .that()
          .resideInAnyPackage("engram.model..", "engram.nn..", "engram.train..")
          .should()
          .accessField(Device.class, "CPU");

  @ArchTest
  static final ArchRule modelsAreFinalAndCiteTheirPaper =
      classes()
          .that()
          .implement(Model.class)
          .should()
          .haveModifier(JavaModifier.FINAL)
          .andShould()
          .beAnnotatedWith(Paper.class);

  @ArchTest
  static void everyPackageIsNullMarked(JavaClasses all) {
    Set<String> unmarked = new TreeSet<>();
    for (JavaClass c : all) {
      if (!c.getPackage().isAnnotatedWith(NullMarked.class)) {
        unmarked.add(c.getPackageName());
      }
    }
    assertEquals(Set.of(), unmarked);
  }

  @ArchTest
  static final ArchRule noConsole = GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
}
