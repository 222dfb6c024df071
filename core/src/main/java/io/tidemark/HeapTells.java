package io.tidemark;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import io.tidemark.trend.Rise;
import io.tidemark.trend.TrendTest;
import org.jspecify.annotations.Nullable;

/**
 * What collections told of the live heap in the last {@value #MINUTES} minutes, of which
 * the newest {@value TrendTest#MOST} count. Some collectors tell six times in that time,
 * too seldom for windows of equal parts. One thread calls it.
 */
final class HeapTells {

	static final int MINUTES = 30;

	/** Of tells that are nearer one counts. */
	static final Duration APART = Duration.ofSeconds(30);

	/**
	 * Collections come in their order: one so much earlier tells a clock that was set.
	 */
	private static final Duration SET_BACK = Duration.ofSeconds(1);

	private static final double MILLIS_OF_AN_HOUR = 3_600_000;

	private final TrendTest test = new TrendTest();

	private final Deque<Tell> tells = new ArrayDeque<>();

	private @Nullable Rise rise;

	/**
	 * How it rises with this tell, which may be the last one again.
	 * @param measured end of the collection
	 * @param bytes what it told, below 0 if not known
	 */
	@Nullable Rise rise(Instant measured, long bytes) {
		Tell last = this.tells.peekLast();
		if (last != null && measured.isBefore(last.time().minus(SET_BACK))) {
			this.tells.clear();
			last = null;
		}
		if (bytes < 0 || (last != null && !measured.isAfter(last.time()))) {
			return this.rise;
		}
		add(last, new Tell(measured, bytes));
		Instant oldest = measured.minus(Duration.ofMinutes(MINUTES));
		while (this.tells.size() > TrendTest.MOST || this.tells.getFirst().time().isBefore(oldest)) {
			this.tells.removeFirst();
		}
		this.rise = newestRise();
		return this.rise;
	}

	/** Of several in a row, as G1 tells with each mixed collection, the lowest counts. */
	private void add(@Nullable Tell last, Tell tell) {
		if (last == null || Duration.between(last.time(), tell.time()).compareTo(APART) >= 0) {
			this.tells.addLast(tell);
		}
		else if (tell.bytes() < last.bytes()) {
			this.tells.removeLast();
			this.tells.addLast(new Tell(last.time(), tell.bytes()));
		}
	}

	/**
	 * The rise of all, or of the newer ones where all do not rise: what fills at the
	 * start makes what comes after look levelled off.
	 */
	private @Nullable Rise newestRise() {
		List<Tell> all = new ArrayList<>(this.tells);
		Rise whole = test(all);
		for (int count = all.size() - 1; count >= TrendTest.LEAST_TOLD && !rises(whole); count--) {
			Rise newer = test(all.subList(all.size() - count, all.size()));
			if (rises(newer)) {
				return newer;
			}
		}
		return whole;
	}

	private static boolean rises(@Nullable Rise rise) {
		return rise != null && rise.isRising();
	}

	private @Nullable Rise test(List<Tell> tells) {
		double[] hours = new double[tells.size()];
		double[] bytes = new double[tells.size()];
		Instant first = tells.get(0).time();
		for (int i = 0; i < hours.length; i++) {
			hours[i] = Duration.between(first, tells.get(i).time()).toMillis() / MILLIS_OF_AN_HOUR;
			bytes[i] = tells.get(i).bytes();
		}
		return this.test.test(hours, bytes, hours.length);
	}

	private record Tell(Instant time, long bytes) {

	}

}
