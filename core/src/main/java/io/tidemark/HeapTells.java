package io.tidemark;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

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
		if (bytes < 0 || (last != null && !measured.isAfter(last.time()))) {
			return this.rise;
		}
		this.tells.addLast(new Tell(measured, bytes));
		Instant oldest = measured.minus(Duration.ofMinutes(MINUTES));
		while (this.tells.size() > TrendTest.MOST || this.tells.getFirst().time().isBefore(oldest)) {
			this.tells.removeFirst();
		}
		this.rise = test();
		return this.rise;
	}

	private @Nullable Rise test() {
		double[] hours = new double[this.tells.size()];
		double[] bytes = new double[this.tells.size()];
		Instant first = this.tells.getFirst().time();
		int count = 0;
		for (Tell tell : this.tells) {
			hours[count] = Duration.between(first, tell.time()).toMillis() / MILLIS_OF_AN_HOUR;
			bytes[count++] = tell.bytes();
		}
		return this.test.test(hours, bytes, count);
	}

	private record Tell(Instant time, long bytes) {

	}

}
