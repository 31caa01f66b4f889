package io.cqueue;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/**
 * How the packages hang together: {@code boot → {http, auth, memory, sqlite, postgres, metrics,
 * tracing, cron, push, config, cli} → core}, and the few that know another: see {@link #KNOW}.
 */
final class ArchitectureTest {

  private static final List<String> MIDDLE =
      List.of(
          "http",
          "auth",
          "memory",
          "sqlite",
          "postgres",
          "jdbc",
          "metrics",
          "tracing",
          "cron",
          "push",
          "config",
          "cli",
          "remote",
          "work");

  /** Which of them know others of them. */
  private static final Map<String, List<String>> KNOW =
      Map.of(
          // Its options and its help are the settings, which are described in one place.
          "cli", List.of("config", "client", "remote"),
          "remote", List.of("client", "work"),
          "work", List.of("client"),
          "postgres", List.of("jdbc"),
          "sqlite", List.of("jdbc", "memory"));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.cqueue");

  private static final DescribedPredicate<JavaClass> OURS = resideInAPackage("io.cqueue..");

  private static String in(String part) {
    return "io.cqueue." + part + "..";
  }

  private static String[] in(List<String> parts) {
    return parts.stream().map(ArchitectureTest::in).toArray(String[]::new);
  }

  @Test
  void everyClassIsInOneOfTheKnownPackages() {
    Set<String> found = new TreeSet<>();
    CLASSES.forEach(c -> found.add(c.getPackageName().replaceFirst("^io\\.cqueue\\.?", "")));
    Set<String> known = new TreeSet<>(MIDDLE);
    known.addAll(List.of("boot", "core", "client"));

    assertEquals(known, found);
  }

  @Test
  void coreKnowsOnlyJavaAndTheAnnotationsForNull() {
    classes()
        .that()
        .resideInAPackage(in("core"))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(in("core"), "java..", "org.jspecify..")
        .check(CLASSES);
  }

  @Test
  void theClientKnowsNothingElseOfOursSoThatItCanBeAJarOfItsOwn() {
    classes()
        .that()
        .resideInAPackage(in("client"))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            in("client"), "java..", "org.jspecify..", "com.fasterxml.jackson.core..")
        .check(CLASSES);
  }

  @Test
  void aPackageInTheMiddleKnowsNoOtherOfOursButCoreAndWhatIsSaidAbove() {
    for (String part : MIDDLE) {
      DescribedPredicate<JavaClass> known =
          resideInAnyPackage(in(part), in("core"))
              .or(resideInAnyPackage(in(KNOW.getOrDefault(part, List.of()))));
      noClasses()
          .that()
          .resideInAPackage(in(part))
          .should()
          .dependOnClassesThat(OURS.and(DescribedPredicate.not(known)))
          .check(CLASSES);
    }
  }

  @Test
  void onlyBootTakesAllOfItTogether() {
    noClasses()
        .that()
        .resideInAnyPackage(in(MIDDLE))
        .or()
        .resideInAPackage(in("core"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(in("boot"))
        .check(CLASSES);
  }

  @Test
  void onlyBootAndTheLoadGeneratorKnowWhatTimeItReallyIs() {
    noClasses()
        .that()
        .resideOutsideOfPackages(in("boot"), in("cli"))
        .should()
        .callMethodWhere(readsTheSystemsClock())
        .check(CLASSES);
  }

  private static DescribedPredicate<JavaCall<?>> readsTheSystemsClock() {
    return target(owner(type(System.class)))
        .and(target(name("currentTimeMillis")).or(target(name("nanoTime"))))
        .or(target(owner(type(Instant.class))).and(noArgument("now")))
        .or(target(owner(type(InstantSource.class))).and(target(name("system"))))
        .or(target(owner(type(Clock.class))).and(systemClock()))
        .as("reads the system's clock");
  }

  private static DescribedPredicate<JavaClass> type(Class<?> type) {
    return JavaClass.Predicates.type(type);
  }

  private static DescribedPredicate<JavaCall<?>> noArgument(String method) {
    return DescribedPredicate.describe(
        method + " without an argument",
        call ->
            call.getTarget().getName().equals(method)
                && call.getTarget().getRawParameterTypes().isEmpty());
  }

  private static DescribedPredicate<JavaCall<?>> systemClock() {
    return DescribedPredicate.describe(
        "a system clock", call -> call.getTarget().getName().startsWith("system"));
  }

  @Test
  void ourClassesDoNotInheritFromEachOther() {
    noClasses()
        .should()
        .beAssignableTo(
            DescribedPredicate.describe(
                "another class of ours",
                (JavaClass type) -> OURS.test(type) && !type.isInterface() && isExtended(type)))
        .check(CLASSES);
  }

  private static boolean isExtended(JavaClass type) {
    return type.getSubclasses().stream().anyMatch(OURS);
  }

  @Test
  void everyPackageSaysWhatItIsForAndThatNothingInItIsNull() {
    Set<JavaPackage> packages = CLASSES.getPackage("io.cqueue").getSubpackages();

    assertTrue(packages.size() >= 4, packages::toString);
    for (JavaPackage each : packages) {
      assertTrue(each.isAnnotatedWith(NullMarked.class), each::getName);
    }
  }
}
