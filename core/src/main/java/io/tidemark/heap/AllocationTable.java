package io.tidemark.heap;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import io.tidemark.origin.OriginFrameFinder;
import io.tidemark.snapshot.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Who allocates, from samples. Older samples count less: half after five minutes.
 * <p>
 * Bounded: {@value #MAX_NAMES} packages and as many endpoints, {@value #MAX_CLASSES}
 * classes with {@value #MAX_LINES} lines each, {@value #MAX_FRAMES} frames a line;
 * whoever allocates least is forgotten first. About 2 MB when all is full.
 * <p>
 * Safe for use by one thread that writes and several that read.
 */
final class AllocationTable {

	static final int MAX_NAMES = 200;

	static final int MAX_CLASSES = 200;

	static final int MAX_LINES = 5;

	static final int MAX_FRAMES = 32;

	static final int MAX_THREADS = 4_096;

	static final String OTHER = "other";

	/** Code of the JDK that nobody outside has called. */
	static final String JDK = "jdk";

	/** Flushes, of which there is one a second, between two times of ageing. */
	static final int FLUSHES_PER_AGEING = 60;

	/** Half of it is left after five times. */
	private static final double AGEING = Math.pow(0.5, 0.2);

	/** What weighs less samples than this is forgotten. */
	private static final double NOTHING = 0.05;

	/**
	 * A virtual thread's first sample may be its carrier's first, too; a sample counts as
	 * this many usual ones at most.
	 */
	private static final int MOST_OF_A_VIRTUAL_THREAD = 16;

	private final OriginFrameFinder finder;

	private final EndpointOfStack endpoints;

	private final Map<String, Part> byPackage = new HashMap<>();

	private final Map<String, Part> byEndpoint = new HashMap<>();

	private final Map<String, Part> byClass = new HashMap<>();

	/** Threads that had their first sample. */
	private final Map<Long, Boolean> known = new LinkedHashMap<>(16, 0.75f, true) {

		@Override
		protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
			return size() > MAX_THREADS;
		}

	};

	private double bytes;

	private double samples;

	private long seen;

	private int flushes;

	AllocationTable(OriginFrameFinder finder, EndpointOfStack endpoints) {
		this.finder = finder;
		this.endpoints = endpoints;
	}

	/**
	 * Counts a sample. The first one of a thread weighs all that it allocated since it
	 * started, so that it counts for lines but not for shares.
	 */
	synchronized void allocated(long thread, boolean virtual, String className, long weight, List<Frame> stack) {
		this.seen++;
		Place place = place(stack);
		LineKey key = new LineKey(place.frame(), className);
		boolean first = !virtual && this.known.put(thread, Boolean.TRUE) == null;
		part(this.byClass, className, MAX_CLASSES).add(key, place, 0, stack);
		if (!first) {
			double bytes = virtual ? Math.min(weight, mostOfAVirtualThread()) : weight;
			this.bytes += bytes;
			this.samples++;
			part(this.byPackage, place.packageName(), MAX_NAMES).add(key, place, bytes, stack);
			String endpoint = this.endpoints.endpoint(stack);
			if (endpoint != null) {
				part(this.byEndpoint, endpoint, MAX_NAMES).add(key, place, bytes, stack);
			}
		}
	}

	/** To be told about once a second, so that what is old counts less. */
	synchronized void flushed() {
		if (++this.flushes % FLUSHES_PER_AGEING == 0) {
			this.bytes *= AGEING;
			this.samples *= AGEING;
			age(this.byPackage);
			age(this.byEndpoint);
			age(this.byClass);
		}
	}

	synchronized List<AllocationShare> packages(int top, double bytesPerSecond) {
		return shares(this.byPackage, top, bytesPerSecond);
	}

	synchronized List<AllocationShare> endpoints(int top, double bytesPerSecond) {
		return this.byEndpoint.isEmpty() ? List.of() : shares(this.byEndpoint, top, bytesPerSecond);
	}

	/** The lines that allocate a class, most samples first. */
	synchronized List<AllocationLine> lines(String className) {
		Part part = this.byClass.get(className);
		return (part != null) ? part.lines(Line::samples) : List.of();
	}

	synchronized long seen() {
		return this.seen;
	}

	synchronized int size() {
		return this.byPackage.size() + this.byEndpoint.size() + this.byClass.size();
	}

	private double mostOfAVirtualThread() {
		return (this.samples > 0) ? MOST_OF_A_VIRTUAL_THREAD * this.bytes / this.samples : 0;
	}

	private List<AllocationShare> shares(Map<String, Part> parts, int top, double bytesPerSecond) {
		if (this.bytes <= 0) {
			return List.of();
		}
		List<AllocationShare> shares = new ArrayList<>();
		double rest = 1;
		for (Map.Entry<String, Part> part : largest(parts, top)) {
			double share = part.getValue().bytes / this.bytes;
			rest -= share;
			List<AllocationLine> lines = part.getValue().lines(Line::bytes);
			shares.add(new AllocationShare(part.getKey(), rate(share, bytesPerSecond), share,
					lines.isEmpty() ? null : lines.get(0)));
		}
		double other = Math.max(0, rest);
		shares.add(new AllocationShare(OTHER, rate(other, bytesPerSecond), other, null));
		return shares;
	}

	private static List<Map.Entry<String, Part>> largest(Map<String, Part> parts, int top) {
		return parts.entrySet()
			.stream()
			.sorted(Comparator.comparingDouble((Map.Entry<String, Part> part) -> part.getValue().bytes)
				.reversed()
				.thenComparing(Map.Entry::getKey))
			.limit(top)
			.toList();
	}

	private static double rate(double share, double bytesPerSecond) {
		return (bytesPerSecond >= 0) ? share * bytesPerSecond : -1;
	}

	private static Part part(Map<String, Part> parts, String name, int most) {
		Part part = parts.get(name);
		if (part == null) {
			if (parts.size() >= most) {
				parts.entrySet()
					.stream()
					.min(Comparator.comparingDouble((entry) -> entry.getValue().samples))
					.map(Map.Entry::getKey)
					.ifPresent(parts::remove);
			}
			part = new Part();
			parts.put(name, part);
		}
		return part;
	}

	private static void age(Map<String, Part> parts) {
		parts.values().forEach(Part::age);
		parts.values().removeIf((part) -> part.samples < NOTHING);
	}

	private Place place(List<Frame> stack) {
		Frame frame = this.finder.inApplication(stack);
		if (frame != null) {
			return new Place(frame, OldObjectLines.packageOf(frame), false);
		}
		frame = this.finder.inLibrary(stack);
		return (frame != null) ? new Place(frame, OldObjectLines.packageOf(frame), true) : new Place(null, JDK, false);
	}

	/** The JVM holds most of these names once already. */
	static Frame withSharedNames(Frame frame) {
		String fileName = frame.fileName();
		return new Frame(frame.className().intern(), frame.methodName().intern(),
				(fileName != null) ? fileName.intern() : null, frame.lineNumber());
	}

	/** The line that a person would name, and its package. */
	private record Place(@Nullable Frame frame, String packageName, boolean library) {

	}

	private record LineKey(@Nullable Frame frame, String className) {

	}

	/** A package, an endpoint or a class, and who allocates most in it. */
	private static final class Part {

		private final Map<LineKey, Line> lines = new HashMap<>();

		private double bytes;

		private double samples;

		void add(LineKey key, Place place, double bytes, List<Frame> stack) {
			this.bytes += bytes;
			this.samples++;
			Line line = this.lines.get(key);
			if (line == null) {
				if (this.lines.size() >= MAX_LINES) {
					this.lines.values().stream().min(Comparator.comparingDouble(Line::samples)).ifPresent(this::forget);
				}
				line = new Line(key, place, stack);
				this.lines.put(key, line);
			}
			line.bytes += bytes;
			line.samples++;
		}

		private void forget(Line line) {
			this.lines.remove(line.key);
		}

		void age() {
			this.bytes *= AGEING;
			this.samples *= AGEING;
			this.lines.values().forEach(Line::age);
			this.lines.values().removeIf((line) -> line.samples < NOTHING);
		}

		List<AllocationLine> lines(ToDoubleFunction<Line> order) {
			return this.lines.values()
				.stream()
				.sorted(Comparator.comparingDouble(order).reversed().thenComparing((line) -> line.key.toString()))
				.map((line) -> line.value(this.samples))
				.toList();
		}

	}

	/** A line of code that allocates objects of one class. */
	private static final class Line {

		private final LineKey key;

		private final @Nullable String library;

		private final List<Frame> stack;

		private double bytes;

		private double samples;

		Line(LineKey key, Place place, List<Frame> stack) {
			this.key = key;
			this.library = place.library() ? place.packageName() : null;
			this.stack = stack.stream().limit(MAX_FRAMES).map(AllocationTable::withSharedNames).toList();
		}

		double bytes() {
			return this.bytes;
		}

		double samples() {
			return this.samples;
		}

		void age() {
			this.bytes *= AGEING;
			this.samples *= AGEING;
		}

		AllocationLine value(double ofSamples) {
			return new AllocationLine(this.key.frame(), this.library, this.key.className(),
					(int) Math.max(1, Math.round(this.samples)), Math.min(1, this.samples / ofSamples), null, null,
					this.stack, List.of(), AllocationLine.Source.ALLOCATION_SAMPLES);
		}

	}

}
