package io.tidemark.boot;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.jspecify.annotations.NullMarked;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

@AnalyzeClasses(packages = "io.tidemark.boot", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	@ArchTest
	static final ArchRule autoConfigurationIsOnTop = layeredArchitecture().consideringOnlyDependenciesInLayers()
		.layer("schedule")
		.definedBy("io.tidemark.boot.schedule")
		.layer("endpoint")
		.definedBy("io.tidemark.boot.endpoint")
		.layer("metrics")
		.definedBy("io.tidemark.boot.metrics")
		.layer("tasks")
		.definedBy("io.tidemark.boot.tasks")
		.layer("resources")
		.definedBy("io.tidemark.boot.resources")
		.layer("leaks")
		.definedBy("io.tidemark.boot.leaks")
		.layer("autoconfigure")
		.definedBy("io.tidemark.boot.autoconfigure")
		.whereLayer("autoconfigure")
		.mayNotBeAccessedByAnyLayer()
		.whereLayer("endpoint")
		.mayOnlyBeAccessedByLayers("autoconfigure")
		.whereLayer("metrics")
		.mayOnlyBeAccessedByLayers("autoconfigure")
		.whereLayer("tasks")
		.mayOnlyBeAccessedByLayers("autoconfigure")
		.whereLayer("resources")
		.mayOnlyBeAccessedByLayers("autoconfigure")
		.whereLayer("leaks")
		.mayOnlyBeAccessedByLayers("autoconfigure")
		.whereLayer("schedule")
		.mayOnlyBeAccessedByLayers("endpoint", "autoconfigure")
		.ensureAllClassesAreContainedInArchitecture();

	@ArchTest
	static final ArchRule thereAreNoCycles = slices().matching("io.tidemark.boot.(*)..").should().beFreeOfCycles();

	@ArchTest
	static final ArchRule metersKnowMicrometerButNotSpring = noClasses().that()
		.resideInAPackage("io.tidemark.boot.metrics")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("org.springframework..");

	@ArchTest
	static final ArchRule onlyMetersAndTheirConfigurationKnowMicrometer = noClasses().that()
		.resideInAnyPackage("io.tidemark.boot.schedule", "io.tidemark.boot.endpoint")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("io.micrometer..");

	@ArchTest
	static final ArchRule everyPackageIsNullMarked = classes().that()
		.haveSimpleName("package-info")
		.should()
		.beAnnotatedWith(NullMarked.class);

}
