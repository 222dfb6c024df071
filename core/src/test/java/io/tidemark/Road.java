package io.tidemark;

import java.util.List;
import java.util.Map;
import java.util.Set;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * The road through the engine as rules. They are made for a root package, so that the
 * same rules can be shown to fail on planted violations.
 *
 * @param root package of the facade, such as {@code io.tidemark}
 */
record Road(String root) {

	/** The packages of the design, also those that are yet to come. */
	private static final Set<String> MAP = Set.of("snapshot", "jvm", "capture", "parse", "origin", "expected", "group",
			"diff", "watch", "trend", "heap", "verdict", "evidence", "report", "incident");

	/** What each stage may see beside itself. The facade may see all of them. */
	private static final Map<String, Set<String>> EDGES = Map.ofEntries(Map.entry("snapshot", Set.of()),
			Map.entry("jvm", Set.of()), Map.entry("parse", Set.of("snapshot")),
			Map.entry("capture", Set.of("snapshot", "jvm", "parse")), Map.entry("origin", Set.of("snapshot", "jvm")),
			Map.entry("group", Set.of("snapshot")), Map.entry("expected", Set.of("snapshot", "group")),
			Map.entry("diff", Set.of("snapshot", "group")),
			Map.entry("watch", Set.of("snapshot", "jvm", "group", "diff")), Map.entry("trend", Set.of("watch")),
			Map.entry("heap", Set.of("snapshot", "jvm", "origin")),
			Map.entry("verdict", Set.of("snapshot", "origin", "group", "expected", "diff", "watch", "trend", "heap")),
			Map.entry("report", Set.of("snapshot", "jvm", "origin", "group", "expected", "diff", "watch", "trend",
					"heap", "verdict")));

	/** Stages that touch the running JVM; others get values, or ask {@code jvm}. */
	private static final Set<String> AT_THE_JVM = Set.of("jvm", "capture", "origin", "heap", "incident");

	private static final String FACADE = "";

	private static final Set<String> CLOCKS = Set.of("java.lang.System.nanoTime", "java.lang.System.currentTimeMillis",
			"java.util.Date.<init>");

	private static final List<String> BEANS = List.of("java.lang.management.", "javax.management.",
			"com.sun.management.");

	private static final List<String> REFLECTION = List.of("java.lang.reflect.", "java.lang.invoke.");

	private static final Set<String> REFLECTIVE_CALLS = Set.of("forName", "getMethod", "getMethods",
			"getDeclaredMethod", "getDeclaredMethods", "getField", "getFields", "getDeclaredField", "getDeclaredFields",
			"getConstructor", "getConstructors", "getDeclaredConstructor", "getDeclaredConstructors",
			"getRecordComponents");

	private static final List<String> FILES = List.of("java.nio.file.", "java.io.File", "java.io.RandomAccessFile",
			"java.nio.channels.FileChannel");

	private static final List<String> LOGS = List.of("org.slf4j.", "org.apache.commons.logging.", "org.apache.logging.",
			"java.util.logging.", "java.lang.System$Logger");

	/** Libraries of the engine, and the stages that may use them. */
	private static final Map<String, Set<String>> LIBRARIES = Map.of("org.jspecify.", MAP, "tools.jackson.core.",
			Set.of("parse", "report"), "one.", Set.of("report"), "jdk.jfr.",
			Set.of("jvm", "origin", "heap", "evidence"));

	ArchRule stagesSeeOnlyWhatStandsBefore() {
		return classes().that(new Stage()).should(new DependencyCondition("see only stages before their own") {
			@Override
			boolean isViolation(String stage, Dependency dependency) {
				JavaClass target = dependency.getTargetClass();
				return isOurs(target) && !stage.equals(stage(target))
						&& !EDGES.getOrDefault(stage, Set.of()).contains(stage(target));
			}
		});
	}

	ArchRule stagesAreFreeOfCycles() {
		return slices().matching(this.root + ".(*)..").should().beFreeOfCycles();
	}

	ArchRule packagesAreOnTheMap() {
		return classes().should(new ArchCondition<JavaClass>("be in a package of DESIGN's map") {
			@Override
			public void check(JavaClass type, ConditionEvents events) {
				String stage = stage(type);
				if (!stage.equals(FACADE) && !MAP.contains(stage)) {
					events.add(
							SimpleConditionEvent.violated(type, type.getName() + " is in a package that no map shows"));
				}
			}
		});
	}

	ArchRule clocksAreReadAtTheJvmOnly() {
		return classes().that(new AwayFromTheJvm()).should(new AccessCondition("get the time as an argument") {
			@Override
			boolean isViolation(String type, String member) {
				return CLOCKS.contains(type + "." + member) || (type.startsWith("java.time.") && member.equals("now"))
						|| (type.equals("java.time.Clock")
								&& (member.startsWith("system") || member.startsWith("tick")));
			}
		});
	}

	ArchRule beansAreAskedAtTheJvmOnly() {
		return classes().that(new AwayFromTheJvm()).should(notUse("ask no beans", BEANS));
	}

	ArchRule filesAreTouchedAtTheJvmOnly() {
		return classes().that(new AwayFromTheJvm()).should(notUse("touch no files", FILES));
	}

	ArchRule reflectionIsUsedAtTheJvmOnly() {
		return classes().that(new AwayFromTheJvm())
			.should(notUse("use no reflection", REFLECTION).and(new AccessCondition("look up no members") {
				@Override
				boolean isViolation(String type, String member) {
					return type.equals("java.lang.Class") && REFLECTIVE_CALLS.contains(member);
				}
			}));
	}

	ArchRule recordsHoldNoArrays() {
		return fields().that()
			.areDeclaredInClassesThat(DescribedPredicate.describe("are records", JavaClass::isRecord))
			.and()
			.areNotStatic()
			.should(new ArchCondition<JavaField>("be no arrays") {
				@Override
				public void check(JavaField field, ConditionEvents events) {
					if (field.getRawType().isArray()) {
						events.add(SimpleConditionEvent.violated(field, field.getFullName() + " is an array"));
					}
				}
			});
	}

	ArchRule packagesAreNullMarked() {
		return classes().should(new ArchCondition<JavaClass>("be in a package with @NullMarked") {
			@Override
			public void check(JavaClass type, ConditionEvents events) {
				if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
					events.add(SimpleConditionEvent.violated(type,
							type.getPackageName() + " has no package-info.java with @NullMarked"));
				}
			}
		});
	}

	ArchRule theEngineIsSilent() {
		return classes().should(notUse("not log", LOGS).and(new AccessCondition("not print") {
			@Override
			boolean isViolation(String type, String member) {
				return (type.equals("java.lang.System") && (member.equals("out") || member.equals("err")))
						|| member.equals("printStackTrace");
			}
		}));
	}

	ArchRule theEngineNeedsNoFramework() {
		return classes().should(new DependencyCondition(
				"use only the JDK, JSpecify, jackson-core for JSON and jfr-converter for pictures") {
			@Override
			boolean isViolation(String stage, Dependency dependency) {
				String target = dependency.getTargetClass().getBaseComponentType().getName();
				return !isOurs(dependency.getTargetClass()) && target.contains(".") && !isJdk(target)
						&& LIBRARIES.entrySet()
							.stream()
							.noneMatch((library) -> target.startsWith(library.getKey())
									&& (library.getValue().contains(stage) || stage.equals(FACADE)));
			}
		});
	}

	private static boolean isJdk(String type) {
		return type.startsWith("java.") || type.startsWith("javax.management.")
				|| type.startsWith("com.sun.management.");
	}

	private ArchCondition<JavaClass> notUse(String description, List<String> prefixes) {
		return new DependencyCondition(description) {
			@Override
			boolean isViolation(String stage, Dependency dependency) {
				String target = dependency.getTargetClass().getBaseComponentType().getName();
				return prefixes.stream().anyMatch(target::startsWith);
			}
		};
	}

	private boolean isOurs(JavaClass type) {
		String packageName = type.getBaseComponentType().getPackageName();
		return packageName.equals(this.root) || packageName.startsWith(this.root + ".");
	}

	/** Name of the stage that a class belongs to; empty for the facade. */
	private String stage(JavaClass type) {
		String packageName = type.getBaseComponentType().getPackageName();
		if (packageName.length() <= this.root.length()) {
			return FACADE;
		}
		String below = packageName.substring(this.root.length() + 1);
		return below.contains(".") ? below.substring(0, below.indexOf('.')) : below;
	}

	/** Any class but the facade's. */
	private final class Stage extends DescribedPredicate<JavaClass> {

		Stage() {
			super("are in a stage");
		}

		@Override
		public boolean test(JavaClass type) {
			return !stage(type).equals(FACADE);
		}

	}

	/** Classes of stages that are functions of their input. */
	private final class AwayFromTheJvm extends DescribedPredicate<JavaClass> {

		AwayFromTheJvm() {
			super("are not in " + String.join(", ", AT_THE_JVM.stream().sorted().toList()));
		}

		@Override
		public boolean test(JavaClass type) {
			return !AT_THE_JVM.contains(stage(type));
		}

	}

	private abstract class DependencyCondition extends ArchCondition<JavaClass> {

		DependencyCondition(String description) {
			super(description);
		}

		abstract boolean isViolation(String stage, Dependency dependency);

		@Override
		public void check(JavaClass type, ConditionEvents events) {
			for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
				if (isViolation(stage(type), dependency)) {
					events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
				}
			}
		}

	}

	private abstract static class AccessCondition extends ArchCondition<JavaClass> {

		AccessCondition(String description) {
			super(description);
		}

		abstract boolean isViolation(String type, String member);

		@Override
		public void check(JavaClass type, ConditionEvents events) {
			for (JavaAccess<?> access : type.getAccessesFromSelf()) {
				if (isViolation(access.getTargetOwner().getName(), access.getTarget().getName())) {
					events.add(SimpleConditionEvent.violated(type, access.getDescription()));
				}
			}
		}

	}

}
