package io.tidemark.report;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;

import io.tidemark.group.Members;
import org.jspecify.annotations.Nullable;

/**
 * How old the threads of a family were when they were seen.
 *
 * @param oldest age of the oldest, at least; {@code null} if there is none
 * @param median age that half of them had reached; {@code null} if there is none
 */
record Ages(@Nullable Duration oldest, @Nullable Duration median) {

	static Ages of(Members members, Instant seen) {
		if (members.size() == 0) {
			return new Ages(null, null);
		}
		long[] since = IntStream.range(0, members.size())
			.mapToLong((i) -> members.get(i).sinceMillis())
			.sorted()
			.toArray();
		return new Ages(age(since[0], seen), age(since[since.length / 2], seen));
	}

	/** Never negative: the two clock readings behind it may cross. */
	private static Duration age(long sinceMillis, Instant seen) {
		return Duration.ofMillis(Math.max(0, seen.toEpochMilli() - sinceMillis));
	}

}
