package io.tidemark;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.onlyDependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The map of the house as rules. Each kind of rule is also shown to fail.
 */
class ArchitectureTests {

	/** What each stage may see beside itself; the order of the road. */
	private static final Map<String, Set<String>> EDGES = new TreeMap<>(Map.of("snapshot", Set.of(), "jvm", Set.of(),
			"capture", Set.of("jvm", "snapshot"), "origin", Set.of("jvm", "snapshot"), "group", Set.of("snapshot"),
			"diff", Set.of("snapshot", "group"), "report", Set.of("jvm", "snapshot", "group", "diff")));

	private static final String[] MAY_TOUCH_THE_JVM = { "io.tidemark.jvm", "io.tidemark.capture", "io.tidemark.origin",
			"io.tidemark.heap", "io.tidemark.incident" };

	private static final JavaClasses ENGINE = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages("io.tidemark");

	static Set<String> packages() {
		return EDGES.keySet();
	}

	@ParameterizedTest
	@MethodSource("packages")
	void aStageSeesOnlyWhatStandsBeforeIt(String stage) {
		seesOnly(stage, EDGES.get(stage)).check(ENGINE);
	}

	@Test
	void aStageThatReachesPastItsNeighboursIsFound() {
		assertFails(seesOnly("group", Set.of()));
	}

	@Test
	void noPackageIsMissingOnTheMap() {
		onTheMap(EDGES.keySet()).check(ENGINE);
	}

	@Test
	void aPackageThatIsNotOnTheMapIsFound() {
		assertFails(onTheMap(Set.of("snapshot", "jvm", "capture", "origin", "group", "diff")));
	}

	@Test
	void thereAreNoCycles() {
		slices().matching("io.tidemark.(*)..").should().beFreeOfCycles().check(ENGINE);
	}

	@Test
	void nothingSeesTheFacade() {
		noClasses().that()
			.resideOutsideOfPackage("io.tidemark")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("io.tidemark")
			.check(ENGINE);
	}

	@Test
	void onlySomeStagesTouchClocksManagementReflectionAndFiles() {
		touchTheJvm(MAY_TOUCH_THE_JVM).check(ENGINE);
	}

	@Test
	void aStageThatTouchesTheJvmWithoutLeaveIsFound() {
		assertFails(touchTheJvm("io.tidemark.jvm"));
	}

	@Test
	void theEngineLogsNothing() {
		noClasses().should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.slf4j..", "org.apache.commons.logging..", "java.util.logging..")
			.orShould()
			.accessField(System.class, "out")
			.orShould()
			.accessField(System.class, "err")
			.check(ENGINE);
	}

	@Test
	void recordsHoldNoArrays() {
		arraysIn(JavaClass::isRecord).check(ENGINE);
	}

	@Test
	void aHolderOfArraysIsFound() {
		assertFails(arraysIn((type) -> type.getSimpleName().equals("Members")));
	}

	@Test
	void everyPackageIsNullMarked() {
		classes().that()
			.haveSimpleName("package-info")
			.should()
			.beAnnotatedWith(NullMarked.class)
			.andShould(beAsManyAs(EDGES.size() + 1))
			.check(ENGINE);
	}

	private static ArchRule seesOnly(String stage, Set<String> others) {
		String[] allowed = others.stream().map((other) -> "io.tidemark." + other).toArray(String[]::new);
		DescribedPredicate<JavaClass> outside = resideInAnyPackage("io.tidemark..").negate().as("outside of Tidemark");
		return classes().that()
			.resideInAPackage("io.tidemark." + stage)
			.should(onlyDependOnClassesThat(
					outside.or(resideInAnyPackage("io.tidemark." + stage)).or(resideInAnyPackage(allowed))));
	}

	private static ArchRule onTheMap(Set<String> stages) {
		String[] packages = stages.stream().map((stage) -> "io.tidemark." + stage).toArray(String[]::new);
		return classes().that().resideOutsideOfPackage("io.tidemark").should().resideInAnyPackage(packages);
	}

	private static ArchRule touchTheJvm(String... allowed) {
		return noClasses().that()
			.resideOutsideOfPackages(allowed)
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("java.lang.management..", "javax.management..", "com.sun.management..",
					"java.lang.reflect..", "java.nio.file..", "jdk.jfr..")
			.orShould()
			.callMethod(System.class, "nanoTime")
			.orShould()
			.callMethod(System.class, "currentTimeMillis")
			.orShould()
			.callMethod(Instant.class, "now")
			.orShould()
			.dependOnClassesThat()
			.haveFullyQualifiedName("java.io.File");
	}

	private static ArchRule arraysIn(Predicate<JavaClass> owner) {
		return fields().that()
			.areDeclaredInClassesThat(DescribedPredicate.describe("hold values", owner::test))
			.and(DescribedPredicate.<JavaMember>describe("are not constants",
					(field) -> !field.getModifiers().contains(JavaModifier.STATIC)))
			.should(notBeArrays());
	}

	private static ArchCondition<JavaField> notBeArrays() {
		return new ArchCondition<>("not be arrays") {

			@Override
			public void check(JavaField field, ConditionEvents events) {
				events.add(new SimpleConditionEvent(field, !field.getRawType().isArray(),
						field.getFullName() + " is " + field.getRawType().getName()));
			}

		};
	}

	private static ArchCondition<JavaClass> beAsManyAs(int packages) {
		return new ArchCondition<>("be %d packages".formatted(packages)) {

			private int seen;

			@Override
			public void check(JavaClass item, ConditionEvents events) {
				this.seen++;
			}

			@Override
			public void finish(ConditionEvents events) {
				events.add(new SimpleConditionEvent("packages", this.seen == packages,
						"found %d packages that are described".formatted(this.seen)));
			}

		};
	}

	private static void assertFails(ArchRule rule) {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> rule.check(ENGINE));
	}

	@Test
	void theListOfPublicTypesIsUpToDate() throws Exception {
		String found = ENGINE.stream()
			.filter((type) -> type.getModifiers().contains(JavaModifier.PUBLIC))
			.filter(ArchitectureTests::isReachable)
			.map(JavaClass::getName)
			.sorted()
			.collect(Collectors.joining("\n", "", "\n"));

		assertThat(Path.of("public-api.txt"))
			.as("types that others can use; a new line needs somebody who uses it, said in the commit")
			.hasContent(found);
	}

	private static boolean isReachable(JavaClass type) {
		return type.getEnclosingClass()
			.map((outer) -> outer.getModifiers().contains(JavaModifier.PUBLIC) && isReachable(outer))
			.orElse(true) && !type.getSimpleName().equals("package-info");
	}

}
