package io.tidemark.heap;

import java.util.Set;

/**
 * How one class moved over a window of histograms. Steps are differences of neighbours,
 * oldest first.
 */
final class Growth {

	/** Shares of a step's growth by which an explained class may differ. */
	private static final double TOLERANCE = 0.2;

	/** More of one kind for each of another are no explanation. */
	private static final double LARGEST_DISTANCE = Math.log(1_000);

	/**
	 * Objects without references to those that may be their reason are held by them, so
	 * there must be one for every other at least.
	 */
	private static final double LEAST_HELD = 0.5;

	/** What holds no objects of the application. */
	private static final Set<String> HOLD_NOTHING = Set.of("byte[]", "char[]", "short[]", "int[]", "long[]", "float[]",
			"double[]", "boolean[]", "java.lang.String", "java.nio.DirectByteBuffer",
			"java.nio.DirectByteBuffer$Deallocator", "jdk.internal.ref.Cleaner");

	/** A step slower than this part of the mean is no steady growth. */
	private static final double SLOWEST = 0.25;

	/** Dead space. */
	private static final Set<String> FILLERS = Set.of("jdk.internal.vm.FillerElement[]",
			"jdk.internal.vm.FillerObject");

	/** What the histograms themselves are made of, and a bounded number is kept. */
	private static final String OURS = ClassCount.class.getPackageName() + ".";

	private final ClassCount newest;

	private final long[] instances;

	private final long[] bytes;

	private final boolean moreLoaders;

	/**
	 * @param counts the class in each histogram of the window, oldest first
	 */
	Growth(ClassCount[] counts) {
		this.newest = counts[counts.length - 1];
		this.instances = new long[counts.length - 1];
		this.bytes = new long[counts.length - 1];
		boolean moreLoaders = true;
		for (int i = 1; i < counts.length; i++) {
			this.instances[i - 1] = counts[i].instances() - counts[i - 1].instances();
			this.bytes[i - 1] = counts[i].bytes() - counts[i - 1].bytes();
			moreLoaders &= counts[i].loaders() > counts[i - 1].loaders();
		}
		this.moreLoaders = moreLoaders;
	}

	ClassCount newest() {
		return this.newest;
	}

	String name() {
		return this.newest.name();
	}

	long instancesGained() {
		return sum(this.instances);
	}

	long bytesGained() {
		return sum(this.bytes);
	}

	private static long sum(long[] steps) {
		long sum = 0;
		for (long step : steps) {
			sum += step;
		}
		return sum;
	}

	/** Whether each histogram had it from more class loaders than the one before. */
	boolean moreLoaders() {
		return this.moreLoaders && isJudged();
	}

	/**
	 * Whether it grew in each step, and in none much slower than on average: garbage that
	 * happens to grow three times grows unevenly.
	 * @param seconds length of each step
	 */
	boolean isSteady(double[] seconds) {
		double total = 0;
		for (double length : seconds) {
			total += length;
		}
		double slowest = SLOWEST * bytesGained() / total;
		for (int i = 0; i < this.bytes.length; i++) {
			if (this.bytes[i] <= 0 || this.bytes[i] < slowest * seconds[i]) {
				return false;
			}
		}
		return isJudged();
	}

	private boolean isJudged() {
		return !FILLERS.contains(name()) && !name().startsWith(OURS);
	}

	/** Whether it is an array or of the JDK, and so seldom the reason itself. */
	boolean needsExplanation() {
		String module = this.newest.module();
		return this.newest.isArray() || (module != null && (module.startsWith("java.") || module.startsWith("jdk.")));
	}

	/**
	 * How far the objects that it gained for each one of the other are from one for one;
	 * infinite if their ratio was not the same in each step, within a fifth.
	 */
	double distanceTo(Growth other) {
		double objects = ratio(this.instances, other.instances);
		if (isExplained(this.instances, other.instances, objects)) {
			return distance(objects);
		}
		double bytes = ratio(this.bytes, other.instances);
		return (this.newest.isArray() && isExplained(this.bytes, other.instances, bytes))
				? distance(bytes / bytesEach()) : Double.POSITIVE_INFINITY;
	}

	private double bytesEach() {
		return (double) this.newest.bytes() / Math.max(this.newest.instances(), 1);
	}

	private double distance(double ratio) {
		if (ratio < LEAST_HELD && HOLD_NOTHING.contains(name())) {
			return Double.POSITIVE_INFINITY;
		}
		double distance = Math.abs(Math.log(ratio));
		return (distance <= LARGEST_DISTANCE) ? distance : Double.POSITIVE_INFINITY;
	}

	/** Least squares through nothing for nothing. */
	private static double ratio(long[] explained, long[] reasons) {
		double products = 0;
		double squares = 0;
		for (int i = 0; i < explained.length; i++) {
			products += (double) explained[i] * reasons[i];
			squares += (double) reasons[i] * reasons[i];
		}
		return (squares > 0) ? products / squares : 0;
	}

	private static boolean isExplained(long[] explained, long[] reasons, double ratio) {
		double tolerance = TOLERANCE * sum(explained) / explained.length;
		for (int i = 0; i < explained.length; i++) {
			if (reasons[i] <= 0 || Math.abs(explained[i] - ratio * reasons[i]) > tolerance) {
				return false;
			}
		}
		return true;
	}

}
