package io.tidemark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;

/**
 * The order of the stages is said in three places: the facade's body, the root
 * {@code package-info}, and {@link Road}. Each rule is shown to find what is planted in
 * {@code io.tidemark.planted}, so that none passes because it looks at nothing.
 */
class ArchitectureTests {

	private static final JavaClasses ENGINE = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages("io.tidemark");

	private static final Path PUBLIC_API = Path.of("public-api.txt");

	private static final JavaClasses PLANTED = new ClassFileImporter().importPackages("io.tidemark.planted");

	static List<Arguments> rules() {
		return rules(new Road("io.tidemark"));
	}

	static List<Arguments> plantedRules() {
		return rules(new Road("io.tidemark.planted"));
	}

	private static List<Arguments> rules(Road road) {
		return List.of(
				rule("stages see only what stands before", road.stagesSeeOnlyWhatStandsBefore(),
						"SeesFacade.facade()> references class object <io.tidemark.planted.Facade>",
						"SeesCapture.capture()> has return type <io.tidemark.planted.capture.SeesFacade>",
						"SeesCapture.later()> has return type <io.tidemark.planted.diff.SeesGroup>"),
				rule("stages are free of cycles", road.stagesAreFreeOfCycles(), "Slice diff"),
				rule("packages are on the map", road.packagesAreOnTheMap(), "io.tidemark.planted.util.StringHelper"),
				rule("clocks are read at the JVM only", road.clocksAreReadAtTheJvmOnly(), "java.time.Instant.now()",
						"java.lang.System.nanoTime()", "java.time.Clock.systemUTC()",
						"java.lang.System.currentTimeMillis()"),
				rule("beans are asked at the JVM only", road.beansAreAskedAtTheJvmOnly(), "ManagementFactory"),
				rule("files are touched at the JVM only", road.filesAreTouchedAtTheJvmOnly(), "java.nio.file.Files"),
				rule("reflection is used at the JVM only", road.reflectionIsUsedAtTheJvmOnly(),
						"java.lang.Class.forName(java.lang.String)"),
				rule("records hold no arrays", road.recordsHoldNoArrays(), "HoldsAnArray.values"),
				rule("packages are null-marked", road.packagesAreNullMarked(), "io.tidemark.planted.util has no"),
				rule("the engine is silent", road.theEngineIsSilent(), "java.util.logging.Logger",
						"java.lang.System.out"),
				rule("the engine needs no framework", road.theEngineNeedsNoFramework(),
						"org.junit.jupiter.api.function.Executable", "one.convert.FlameGraph"));
	}

	@ParameterizedTest
	@MethodSource("rules")
	void theEngineKeepsTheRule(ArchRule rule, List<String> planted) {
		rule.check(ENGINE);
	}

	@ParameterizedTest
	@MethodSource("plantedRules")
	void theRuleFindsWhatIsPlanted(ArchRule rule, List<String> planted) {
		String report = String.join("\n", rule.evaluate(PLANTED).getFailureReport().getDetails());

		assertThat(report).contains(planted);
	}

	@Test
	void theListOfPublicTypesIsUpToDate() throws IOException {
		List<String> found = ENGINE.stream()
			.filter(ArchitectureTests::isPublic)
			.map(JavaClass::getName)
			.sorted()
			.toList();
		if (Boolean.getBoolean("tidemark.write-public-api")) {
			Files.write(PUBLIC_API, found);
		}

		assertThat(Files.readAllLines(PUBLIC_API))
			.as("Types that others can use, in core/public-api.txt. If a new one has to be public, run 'mvn -pl core test "
					+ "-Dtest=ArchitectureTests -Dtidemark.write-public-api=true' and say in the commit who uses it")
			.containsExactlyElementsOf(found);
	}

	private static boolean isPublic(JavaClass type) {
		return type.getModifiers().contains(JavaModifier.PUBLIC) && !type.getSimpleName().equals("package-info")
				&& type.getEnclosingClass().map(ArchitectureTests::isPublic).orElse(true);
	}

	private static Arguments rule(String name, ArchRule rule, String... planted) {
		return Arguments.of(named(name, rule), List.of(planted));
	}

}
