package io.tidemark.jvm;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * How long the JVM has been at safepoints in all, as HotSpot counts it in its
 * {@link PerfData}. A reading costs less than a microsecond.
 */
final class SafepointTime {

	private final PerfData.Counter ticks;

	private final long ticksPerSecond;

	private SafepointTime(PerfData.Counter ticks, long ticksPerSecond) {
		this.ticks = ticks;
		this.ticksPerSecond = ticksPerSecond;
	}

	/** The counter of this JVM, or {@code null} if it shows none. */
	static @Nullable SafepointTime ofThisJvm() {
		return in(PerfData.ofThisJvm());
	}

	static @Nullable SafepointTime in(Path file) {
		return in(PerfData.in(file));
	}

	private static @Nullable SafepointTime in(@Nullable PerfData data) {
		PerfData.Counter ticks = (data != null) ? data.counter("sun.rt.safepointTime") : null;
		PerfData.Counter frequency = (data != null) ? data.counter("sun.os.hrt.frequency") : null;
		return (ticks != null && frequency != null && frequency.value() > 0)
				? new SafepointTime(ticks, frequency.value()) : null;
	}

	/** Time at safepoints since the JVM started, whatever they were for. */
	Duration total() {
		long ticks = this.ticks.value();
		long seconds = ticks / this.ticksPerSecond;
		long rest = ticks % this.ticksPerSecond;
		return Duration.ofSeconds(seconds, rest * TimeUnit.SECONDS.toNanos(1) / this.ticksPerSecond);
	}

}
