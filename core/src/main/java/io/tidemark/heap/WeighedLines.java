package io.tidemark.heap;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.tidemark.origin.OriginFrameFinder;
import io.tidemark.snapshot.Frame;
import org.jspecify.annotations.Nullable;

/**
 * How many bytes of a class each line allocates, and which of them may have allocated
 * what stays: the one that allocates about as many bytes as stay. A line that allocates
 * many times more makes garbage mostly, and one that allocates much less cannot be it.
 * <p>
 * Bounded: {@value #MAX_LINES} pairs of class and line with {@value #MAX_FRAMES} frames
 * each, of which those with least bytes are forgotten; about 2 MB when it is full.
 * <p>
 * Safe for use by one thread that writes and several that read.
 */
final class WeighedLines {

	static final int MAX_LINES = 1_000;

	static final int MAX_FRAMES = 32;

	/** Lines that are told. */
	static final int TOLD = 5;

	/**
	 * Lines whose bytes are as many times those that stay, or as many times fewer, are
	 * judged together: the load may have changed since the histograms.
	 */
	static final double NEAR = 3;

	/** Fewer events say little of bytes. */
	static final int LEAST_EVENTS = 3;

	private final OriginFrameFinder finder;

	private final Map<Key, Line> lines = new HashMap<>();

	private int events;

	WeighedLines(OriginFrameFinder finder) {
		this.finder = finder;
	}

	/**
	 * Counts an allocation; one that no line outside the JDK has made is left out.
	 * @param className readable name of the class
	 * @param weight bytes that it stands for
	 * @param stack innermost frame first
	 */
	synchronized void add(String className, long weight, List<Frame> stack) {
		this.events++;
		Frame own = this.finder.inApplication(stack);
		Frame frame = (own != null) ? own : this.finder.inLibrary(stack);
		if (frame != null) {
			line(new Key(className, frame), (own == null) ? OldObjectLines.packageOf(frame) : null, stack).add(weight);
		}
	}

	private Line line(Key key, @Nullable String library, List<Frame> stack) {
		Line line = this.lines.get(key);
		if (line == null) {
			if (this.lines.size() >= MAX_LINES) {
				this.lines.values()
					.stream()
					.min(Comparator.comparingLong(Line::bytes))
					.ifPresent((least) -> this.lines.remove(least.key));
			}
			line = new Line(key, library, stack);
			this.lines.put(key, line);
		}
		return line;
	}

	/** Allocations so far. */
	synchronized int events() {
		return this.events;
	}

	/** Pairs of class and line. */
	synchronized int size() {
		return this.lines.size();
	}

	/**
	 * The lines that allocate about as many bytes as stay, at most {@value #TOLD}: those
	 * of the application before those of libraries, the nearest first.
	 * @param grown what stays
	 * @param length time for which allocations were counted
	 */
	synchronized List<AllocationLine> lines(GrownBytes grown, Duration length) {
		double stays = grown.perSecond() * length.toMillis() / 1e3;
		List<Line> judged = this.lines.values()
			.stream()
			.filter((line) -> line.key.className().equals(grown.className()) && line.events >= LEAST_EVENTS)
			.filter((line) -> line.distance(stays) <= Math.log(NEAR))
			.toList();
		int events = judged.stream().mapToInt(Line::events).sum();
		return judged.stream()
			.sorted(Comparator.comparing((Line line) -> line.library != null)
				.thenComparingDouble((line) -> line.distance(stays))
				.thenComparing((line) -> line.key.toString()))
			.limit(TOLD)
			.map((line) -> line.value(events))
			.toList();
	}

	private record Key(String className, Frame frame) {

	}

	/** A line of code that allocates objects of one class. */
	private static final class Line {

		private final Key key;

		private final @Nullable String library;

		private final List<Frame> stack;

		private int events;

		private long bytes;

		Line(Key key, @Nullable String library, List<Frame> stack) {
			this.key = key;
			this.library = library;
			this.stack = stack.stream().limit(MAX_FRAMES).map(AllocationTable::withSharedNames).toList();
		}

		void add(long weight) {
			this.events++;
			this.bytes += weight;
		}

		int events() {
			return this.events;
		}

		long bytes() {
			return this.bytes;
		}

		/** How far its bytes are from those that stay. */
		double distance(double stays) {
			return Math.abs(Math.log(this.bytes / stays));
		}

		AllocationLine value(int ofEvents) {
			return new AllocationLine(this.key.frame(), this.library, this.key.className(), this.events,
					(double) this.events / ofEvents, null, null, this.stack, List.of(),
					AllocationLine.Source.ALLOCATION_BYTES);
		}

	}

}
