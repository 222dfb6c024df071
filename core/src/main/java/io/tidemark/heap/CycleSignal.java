package io.tidemark.heap;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Shenandoah and ZGC without generations: what a cycle leaves, less what the application
 * allocated while the cycle ran, all of which it leaves alone. The correction can be off
 * by as much as the machine stalls, to either side, so the median of the last cycles
 * counts: an outlier moves nothing, a release is seen after three cycles.
 */
final class CycleSignal implements LiveSetSignal {

	/** Cycles of which the median is taken. */
	static final int CYCLES = 5;

	/** What is older does not count any more. */
	private static final Duration WINDOW = Duration.ofMinutes(10);

	/**
	 * ZGC moves only pages that are garbage to a quarter or more
	 * ({@code ZFragmentationLimit}). What it leaves was measured as 4 to 20 % of the live
	 * set, and can be more; the middle of that is taken away.
	 */
	private static final double WITHOUT_REST = 0.9;

	/** No more than this part is taken away: beyond it the correction itself is wrong. */
	private static final int MOST_OF_IT = 3;

	private final String source;

	/** Which part of what is left lives. */
	private final double lives;

	private final Deque<Cycle> last = new ArrayDeque<>(CYCLES);

	private long cycles;

	private @Nullable HeapCollection before;

	private CycleSignal(String source, double lives) {
		this.source = source;
		this.lives = lives;
	}

	static CycleSignal ofZgc() {
		return new CycleSignal("heap after cycles of ZGC", WITHOUT_REST);
	}

	/**
	 * Shenandoah moves regions by the same limit, and yet what is left once the
	 * allocations are taken away is 0.98 to 1.02 of the truth.
	 */
	static CycleSignal ofShenandoah() {
		return new CycleSignal("heap after cycles of Shenandoah", 1);
	}

	@Override
	public @Nullable Tell take(HeapCollection collection) {
		if (!isCycle(collection)) {
			return null;
		}
		HeapCollection previous = this.before;
		this.before = collection;
		if (previous == null) {
			return null; // how much was allocated meanwhile is not known
		}
		add(Cycle.of(previous, collection));
		long left = Math.round(this.lives * median());
		return new Tell(Math.min(left, collection.after()), collection.end(), ++this.cycles, this.source);
	}

	@Override
	public long bound(HeapCollection collection) {
		return isCycle(collection) ? collection.after() : -1;
	}

	/** Beans of pauses carry nothing. */
	private static boolean isCycle(HeapCollection collection) {
		return collection.collector().endsWith(" Cycles") && collection.after() > 0;
	}

	private void add(Cycle cycle) {
		if (this.last.size() == CYCLES) {
			this.last.removeFirst();
		}
		this.last.addLast(cycle);
		this.last.removeIf((old) -> Duration.between(old.end, cycle.end).compareTo(WINDOW) > 0);
	}

	private long median() {
		double rate = rate();
		List<Long> left = this.last.stream().map((cycle) -> cycle.left(rate)).sorted().toList();
		return left.get((left.size() - 1) / 2);
	}

	/** Bytes that were allocated a second between the cycles. */
	private double rate() {
		double bytes = 0;
		double seconds = 0;
		for (Cycle cycle : this.last) {
			bytes += cycle.allocatedBefore;
			seconds += cycle.secondsBefore;
		}
		return (seconds > 0) ? bytes / seconds : 0;
	}

	/**
	 * A cycle and the time before it.
	 *
	 * @param end when it ended
	 * @param after bytes in use at its end
	 * @param seconds how long it took
	 * @param allocatedBefore bytes that were allocated between the cycle before and this
	 * @param secondsBefore time between them
	 * @param allocated bytes that were allocated while it ran, -1 if nobody counts them
	 */
	private record Cycle(Instant end, long after, double seconds, long allocatedBefore, double secondsBefore,
			long allocated) {

		static Cycle of(HeapCollection previous, HeapCollection cycle) {
			long between = Math.max(0, cycle.before() - previous.after());
			long counted = (cycle.allocated() >= 0 && previous.allocated() >= 0)
					? Math.max(0, cycle.allocated() - previous.allocated() - between) : -1;
			return new Cycle(cycle.end(), cycle.after(), seconds(cycle.duration()), between,
					seconds(Duration.between(previous.end(), cycle.start())), counted);
		}

		long left(double rate) {
			long meanwhile = (this.allocated >= 0) ? this.allocated : Math.round(rate * this.seconds);
			return Math.max(this.after / MOST_OF_IT, this.after - meanwhile);
		}

		private static double seconds(Duration duration) {
			return Math.max(0, duration.toNanos() / 1e9);
		}

	}

}
