package io.tidemark.group;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import io.tidemark.snapshot.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Folds a stack into its fingerprint. Counted are class and method of each frame, and of
 * those only what every JDK and every way of capturing shows alike: hidden frames,
 * proxies and reflection are left out, and numbers that a compiler gave are cut off. Of
 * the JDK's frames the one counts through which other code entered the JDK, for how the
 * JDK goes on from there changes with every release ({@code SynchronousQueue.put} has
 * five frames below it on 17 and other five on 25). A sequence of frames that repeats at
 * once (recursion, an overload that calls another) counts once, so that the depth of a
 * recursion makes no difference.
 */
final class StackNormalizer {

	/** Generated classes, reflection and the way from a start to the first frame. */
	private static final List<String> LEFT_OUT_PREFIXES = List.of("java.lang.invoke.", "java.lang.reflect.",
			"jdk.internal.reflect.", "jdk.internal.misc.", "jdk.internal.vm.", "java.security.AccessController",
			"java.lang.VirtualThread", "java.lang.ThreadBuilders");

	private static final List<String> LEFT_OUT_MARKS = List.of("$$Lambda", "/0x", "$$SpringCGLIB$$", "$$FastClass",
			"$$EnhancerBy", "ByCGLIB$$");

	private static final Set<String> LEFT_OUT_METHODS = Set.of("java.lang.Thread.run", "java.lang.Thread.runWith");

	/** Not {@code $Proxy} alone: a person may name a class {@code Route$ProxyTask}. */
	private static final Pattern JDK_PROXY = Pattern.compile("(?:^|\\.)\\$Proxy\\d++$");

	/** Marks up to which a class that a library generated keeps its name. */
	private static final List<String> GENERATED_MARKS = List.of("$$", "$HibernateProxy$", "$ByteBuddy$",
			"$MockitoMock$");

	private static final Pattern COMPILER_NUMBER = Pattern.compile("\\$\\d++");

	/** In stacks of the JDK alone: methods that are there on 17 or on 25 only. */
	private static final Set<String> INTERNAL_METHODS = Set.of("java.lang.Object.wait0", "java.lang.Thread.sleep0",
			"java.lang.Thread.sleepNanos", "java.lang.Thread.sleepNanos0", "java.lang.Thread.beforeSleep",
			"java.lang.ref.ReferenceQueue.remove0", "java.lang.ref.ReferenceQueue.await",
			"java.util.concurrent.SynchronousQueue.xfer", "java.util.concurrent.LinkedTransferQueue.xfer",
			"java.util.concurrent.LinkedTransferQueue.awaitMatch", "java.util.concurrent.ForkJoinPool.deactivate",
			"java.util.concurrent.ForkJoinPool.managedBlock", "java.util.concurrent.ForkJoinPool.unmanagedBlock",
			"java.util.concurrent.ForkJoinPool.compensatedBlock");

	private StackNormalizer() {
	}

	static Fingerprint fingerprint(List<Frame> frames) {
		List<Frame> counted = counted(frames);
		Path path = new Path(counted.size());
		for (Frame frame : counted) {
			path.add(StackHash.mix(StackHash.mix(0, className(frame.className())), methodName(frame.methodName())));
		}
		return new Fingerprint(path.hash());
	}

	private static List<Frame> counted(List<Frame> frames) {
		List<Frame> visible = new ArrayList<>(frames.size());
		boolean jdkOnly = true;
		for (Frame frame : frames) {
			if (!isLeftOut(frame)) {
				visible.add(frame);
				jdkOnly &= JdkFrame.is(frame);
			}
		}
		return jdkOnly ? publicAndOutermost(visible) : withEntriesToTheJdk(visible);
	}

	/** Of each run of JDK frames the last, which is the one that others called. */
	private static List<Frame> withEntriesToTheJdk(List<Frame> frames) {
		List<Frame> counted = new ArrayList<>(frames.size());
		@Nullable Frame entry = null;
		for (Frame frame : frames) {
			if (JdkFrame.is(frame)) {
				entry = frame;
				continue;
			}
			if (entry != null) {
				counted.add(entry);
				entry = null;
			}
			counted.add(frame);
		}
		if (entry != null) {
			counted.add(entry);
		}
		return counted;
	}

	/** A thread of the JDK itself, or an idle worker: nobody else entered. */
	private static List<Frame> publicAndOutermost(List<Frame> frames) {
		List<Frame> counted = new ArrayList<>(frames.size());
		for (int i = 0; i < frames.size(); i++) {
			if (i == frames.size() - 1 || !isInternal(frames.get(i))) {
				counted.add(frames.get(i));
			}
		}
		return counted;
	}

	private static boolean isInternal(Frame frame) {
		String className = frame.className();
		return !className.startsWith("java.") || className.startsWith("java.util.concurrent.locks.")
				|| className.indexOf('$') > 0 || INTERNAL_METHODS.contains(frame.method());
	}

	private static boolean isLeftOut(Frame frame) {
		String className = frame.className();
		for (String prefix : LEFT_OUT_PREFIXES) {
			if (className.startsWith(prefix)) {
				return true;
			}
		}
		if (className.indexOf('$') < 0 && className.indexOf('/') < 0) {
			return className.equals("java.lang.Thread") && LEFT_OUT_METHODS.contains(frame.method());
		}
		for (String mark : LEFT_OUT_MARKS) {
			if (className.contains(mark)) {
				return true;
			}
		}
		return JDK_PROXY.matcher(className).find();
	}

	/** A class that a library generates at run time keeps its name up to the counter. */
	private static String className(String className) {
		if (className.indexOf('$') < 0) {
			return className;
		}
		for (String mark : GENERATED_MARKS) {
			int generated = className.indexOf(mark);
			if (generated > 0) {
				return className.substring(0, generated);
			}
		}
		return className;
	}

	/**
	 * {@code lambda$place$3} is {@code lambda$place} whatever was compiled before it, and
	 * so is Kotlin's {@code place$lambda$3}.
	 */
	private static String methodName(String methodName) {
		return methodName.contains("lambda$") ? COMPILER_NUMBER.matcher(methodName).replaceAll("") : methodName;
	}

	/** The way through a stack, in which what repeats at once stands once. */
	private static final class Path {

		/** Frames of the longest sequence whose repetition is seen. */
		private static final int LONGEST_CYCLE = 12;

		private final long[] steps;

		private int length;

		Path(int capacity) {
			this.steps = new long[capacity];
		}

		void add(long step) {
			this.steps[this.length++] = step;
			for (int cycle = 1; cycle <= LONGEST_CYCLE && 2 * cycle <= this.length; cycle++) {
				if (endsWithTwice(cycle)) {
					this.length -= cycle;
					return;
				}
			}
		}

		private boolean endsWithTwice(int cycle) {
			int start = this.length - cycle;
			return Arrays.equals(this.steps, start, this.length, this.steps, start - cycle, start);
		}

		long hash() {
			long hash = 0;
			for (int i = 0; i < this.length; i++) {
				hash = StackHash.mix(hash, this.steps[i]);
			}
			return hash;
		}

	}

}
