package io.tidemark.origin;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.tidemark.snapshot.Frame;

/**
 * Finds the line of a stack that a person would name as the one who did it: who started a
 * thread, or who allocated an object.
 *
 * @since 0.1.0
 */
public final class OriginFrameFinder {

	/** Marks of classes that no one wrote: proxies, mocks, instrumentation. */
	private static final Pattern GENERATED = Pattern
		.compile("\\$\\$SpringCGLIB\\$\\$|\\$\\$EnhancerBy|\\$\\$FastClassBy|\\$ByteBuddy\\$|\\$HibernateProxy\\$"
				+ "|\\$MockitoMock\\$|_\\$\\$_jvst|\\$AjcClosure|\\$Proxy\\d");

	private static final List<String> HIDDEN = List.of("$$Lambda", "LambdaForm$", "$$InjectedInvoker");

	/** How the JDK's executors add a worker: says nothing about who asked for one. */
	private static final Set<String> ADDS_WORKER = Set.of("addWorker", "createWorker", "tryAddWorker");

	private final List<String> applicationPackages;

	private final Set<String> jdkPackages = jdkPackages();

	/**
	 * A finder for one application.
	 * @param applicationPackages its packages, subpackages included; may be empty
	 */
	public OriginFrameFinder(List<String> applicationPackages) {
		this.applicationPackages = applicationPackages.stream().map((name) -> name + ".").toList();
	}

	/**
	 * The stack without the frames that only say that a thread was started, and without
	 * those that have another name in each run.
	 */
	public static List<Frame> clean(List<Frame> stack) {
		int first = 0;
		while (first < stack.size() && isStart(stack.get(first))) {
			first++;
		}
		return stack.subList(first, stack.size()).stream().filter((frame) -> !isHidden(frame)).toList();
	}

	/** The first frame of the application, or {@code null} if there is none. */
	public @Nullable Frame inApplication(List<Frame> stack) {
		return first(stack, (frame) -> isApplication(frame.className()) && !isGenerated(frame));
	}

	/** The first frame of a library, or {@code null} if all are of the JDK or ours. */
	public @Nullable Frame inLibrary(List<Frame> stack) {
		return first(stack, (frame) -> !isJdk(frame) && !isTidemark(frame.className()) && !isGenerated(frame));
	}

	/** The first frame of the JDK that says what it is for, or {@code null}. */
	public @Nullable Frame inJdk(List<Frame> stack) {
		return first(stack, (frame) -> isJdk(frame) && !ADDS_WORKER.contains(frame.methodName()));
	}

	private static @Nullable Frame first(List<Frame> stack, Predicate<Frame> wanted) {
		return stack.stream().filter(wanted).findFirst().orElse(null);
	}

	/** Whether a class is of the application. */
	public boolean isApplication(String className) {
		return this.applicationPackages.stream().anyMatch(className::startsWith);
	}

	/**
	 * Whether a class is of Tidemark, or of an application whose packages lie in ours.
	 */
	public static boolean isTidemark(String className) {
		return className.startsWith("io.tidemark.");
	}

	private boolean isJdk(Frame frame) {
		String className = frame.className();
		int lastDot = className.lastIndexOf('.');
		return lastDot > 0 && this.jdkPackages.contains(className.substring(0, lastDot));
	}

	private static boolean isGenerated(Frame frame) {
		return GENERATED.matcher(frame.className()).find();
	}

	private static boolean isHidden(Frame frame) {
		return HIDDEN.stream().anyMatch(frame.className()::contains);
	}

	private static boolean isStart(Frame frame) {
		String className = frame.className();
		return className.equals("java.lang.Thread") || className.startsWith("java.lang.System$")
				|| className.startsWith("jdk.internal.vm.");
	}

	/**
	 * Asked of the JVM, because libraries live under {@code javax} and {@code com.sun},
	 * too.
	 */
	private static Set<String> jdkPackages() {
		Set<String> packages = new HashSet<>();
		for (Module module : ModuleLayer.boot().modules()) {
			if (module.getName().startsWith("java.") || module.getName().startsWith("jdk.")) {
				packages.addAll(module.getPackages());
			}
		}
		return packages;
	}

}
