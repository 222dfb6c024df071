package io.tidemark.heap;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * What happened lately beside the heap, such as the run of a scheduled job or a burst of
 * requests to one endpoint, and in which of these moments the floor rose. Remembers the
 * newest {@value #OCCURRENCES} occurrences and {@value #STEPS} readings of the floor, 40
 * kB at most. May be used by any number of threads.
 *
 * @since 0.1.0
 */
public final class HeapOccurrences {

	/** Occurrences that are remembered. */
	public static final int OCCURRENCES = 512;

	/** Readings of the floor that are remembered; only those that differ count. */
	public static final int STEPS = 256;

	/** Letters of a name that are remembered. */
	static final int NAME = 160;

	/** Share of the growth that came together with it, at least. */
	private static final double TOGETHER = 0.8;

	/**
	 * Share of the time that these moments may take: what is always there explains
	 * nothing.
	 */
	private static final double OF_THE_TIME = 0.4;

	/** Steps up that must come together with it: one may be chance. */
	private static final int REPEATED = 3;

	/** A single step may come together with it in so little of the time. */
	private static final double ONCE = 0.1;

	/** What happened shortly before a collection's end is in what it left. */
	private static final Duration BEFORE = Duration.ofSeconds(5);

	/**
	 * Collections come in their order: one so much earlier tells a clock that was set.
	 */
	private static final Duration SET_BACK = Duration.ofSeconds(1);

	private final Deque<Occurrence> occurrences = new ArrayDeque<>();

	private final Deque<Step> steps = new ArrayDeque<>();

	/**
	 * Something happened.
	 * @param when when it happened
	 * @param what what happened, such as {@code the scheduled job Report.run}; of a
	 * bounded set, the same each time
	 */
	public synchronized void add(Instant when, String what) {
		this.occurrences.addLast(new Occurrence(when, (what.length() > NAME) ? what.substring(0, NAME) : what));
		if (this.occurrences.size() > OCCURRENCES) {
			this.occurrences.removeFirst();
		}
	}

	/**
	 * Takes the floor as the collection told that ended at this time.
	 */
	public synchronized void floor(Instant measured, long bytes) {
		Step last = this.steps.peekLast();
		if (last != null && measured.isBefore(last.time().minus(SET_BACK))) {
			this.steps.clear();
			last = null;
		}
		if (bytes < 0 || (last != null && !measured.isAfter(last.time()))) {
			return;
		}
		this.steps.addLast(new Step(measured, bytes));
		if (this.steps.size() > STEPS) {
			this.steps.removeFirst();
		}
	}

	/**
	 * What the steps of the floor coincide with: at least four fifths of what it rose
	 * came between two collections between which this happened, and most of the time it
	 * did not happen: nearly always, if it came in less than three steps.
	 * @param since the beginning of the growth
	 * @return a sentence, or {@code null} if they coincide with nothing that is known
	 */
	public synchronized @Nullable String coincidence(Instant since) {
		List<Step> steps = this.steps.stream().filter((step) -> !step.time().isBefore(since)).toList();
		Map<String, Together> together = new HashMap<>();
		double rose = 0;
		for (int i = 1; i < steps.size(); i++) {
			Step from = steps.get(i - 1);
			Step to = steps.get(i);
			double up = Math.max(0, to.bytes() - from.bytes());
			rose += up;
			for (String what : between(from.time().minus(BEFORE), to.time())) {
				together.computeIfAbsent(what, (absent) -> new Together()).add(up, seconds(from, to));
			}
		}
		double seconds = (steps.size() > 1) ? seconds(steps.get(0), steps.get(steps.size() - 1)) : 0;
		return sentence(together, rose, seconds);
	}

	synchronized int size() {
		return this.occurrences.size() + this.steps.size();
	}

	private Set<String> between(Instant from, Instant to) {
		Set<String> names = new HashSet<>();
		for (Occurrence occurrence : this.occurrences) {
			if (occurrence.time().isAfter(from) && !occurrence.time().isAfter(to)) {
				names.add(occurrence.what());
			}
		}
		return names;
	}

	private static double seconds(Step from, Step to) {
		return Duration.between(from.time(), to.time()).toMillis() / 1000.0;
	}

	private static @Nullable String sentence(Map<String, Together> together, double rose, double seconds) {
		return together.entrySet()
			.stream()
			.filter((each) -> each.getValue().tells(rose, seconds))
			.max(Map.Entry.comparingByValue((a, b) -> Double.compare(a.rose, b.rose)))
			.map((each) -> "%d %% of the growth came with %s, in %d of %d steps of the floor, which took %d %% of the time."
				.formatted(Math.round(100 * each.getValue().rose / rose), each.getKey(), each.getValue().ups,
						each.getValue().steps, Math.round(100 * each.getValue().seconds / seconds)))
			.orElse(null);
	}

	private record Occurrence(Instant time, String what) {

	}

	private record Step(Instant time, long bytes) {

	}

	private static final class Together {

		private double rose;

		private double seconds;

		private int ups;

		private int steps;

		void add(double rose, double seconds) {
			this.rose += rose;
			this.seconds += seconds;
			this.ups += (rose > 0) ? 1 : 0;
			this.steps++;
		}

		boolean tells(double rose, double seconds) {
			boolean seldom = this.seconds <= ((this.ups >= REPEATED) ? OF_THE_TIME : ONCE) * seconds;
			return rose > 0 && this.rose >= TOGETHER * rose && seldom;
		}

	}

}
