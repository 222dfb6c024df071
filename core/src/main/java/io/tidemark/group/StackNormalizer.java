package io.tidemark.group;

import java.util.List;
import java.util.Set;

import io.tidemark.snapshot.Frame;

/**
 * Folds a stack into its fingerprint. Counted are class and method of each frame, and of
 * those only what every JDK and every way of capturing shows alike: hidden frames,
 * proxies, reflection and the JDK's own entry frames are left out, numbers that a
 * compiler gave are cut off, and a frame that repeats at once (recursion, an overload
 * that calls another) counts once.
 */
final class StackNormalizer {

	/** Generated classes and reflection, whose frames differ by JDK and by warm-up. */
	private static final List<String> LEFT_OUT_PREFIXES = List.of("java.lang.invoke.", "java.lang.reflect.",
			"jdk.internal.reflect.", "jdk.internal.misc.", "jdk.internal.vm.", "jdk.proxy", "com.sun.proxy.",
			"java.lang.VirtualThread", "java.lang.ThreadBuilders", "java.lang.VirtualThread$");

	private static final List<String> LEFT_OUT_MARKS = List.of("$$Lambda", "/0x", "$Proxy", "$$SpringCGLIB$$",
			"$$FastClass", "$$EnhancerBy", "ByCGLIB$$");

	/** Frames that came or went between JDK 17 and 25 below the same public method. */
	private static final Set<String> LEFT_OUT_METHODS = Set.of("java.lang.Thread.run", "java.lang.Thread.runWith",
			"java.lang.Thread.sleep0", "java.lang.Thread.sleepNanos", "java.lang.Thread.sleepNanos0",
			"java.lang.Thread.beforeSleep", "java.lang.Object.wait0",
			"java.util.concurrent.ForkJoinPool.unmanagedBlock", "java.util.concurrent.ForkJoinPool.managedBlock",
			"java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionNode.block",
			"java.util.concurrent.ThreadPoolExecutor.beforeExecute");

	private StackNormalizer() {
	}

	static Fingerprint fingerprint(List<Frame> frames) {
		long hash = 0;
		String previousClass = "";
		String previousMethod = "";
		for (Frame frame : frames) {
			if (isLeftOut(frame)) {
				continue;
			}
			String className = className(frame.className());
			String methodName = methodName(frame.methodName());
			if (!className.equals(previousClass) || !methodName.equals(previousMethod)) {
				hash = StackHash.mix(StackHash.mix(hash, className), methodName);
			}
			previousClass = className;
			previousMethod = methodName;
		}
		return new Fingerprint(hash);
	}

	private static boolean isLeftOut(Frame frame) {
		String className = frame.className();
		for (String prefix : LEFT_OUT_PREFIXES) {
			if (className.startsWith(prefix)) {
				return true;
			}
		}
		for (String mark : LEFT_OUT_MARKS) {
			if (className.contains(mark)) {
				return true;
			}
		}
		return className.startsWith("java.") && LEFT_OUT_METHODS.contains(frame.method());
	}

	/** A class that a library generates at run time keeps its name up to the counter. */
	private static String className(String className) {
		int generated = className.indexOf("$$");
		return (generated > 0) ? className.substring(0, generated) : className;
	}

	/** {@code lambda$place$3} is {@code lambda$place} whatever was compiled before it. */
	private static String methodName(String methodName) {
		if (!methodName.startsWith("lambda$")) {
			return methodName;
		}
		int counter = methodName.lastIndexOf('$');
		return (counter > "lambda$".length()) ? methodName.substring(0, counter) : methodName;
	}

}
