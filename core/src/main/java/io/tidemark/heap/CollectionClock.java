package io.tidemark.heap;

import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * When collections ended, by the clock of now. The JVM tells it as milliseconds since its
 * start, a moment that lies some 50 ms behind the beginning of its uptime, and these
 * stand still while the machine sleeps and know nothing of a clock that was set. So what
 * the clock moved beside the uptime since this was made is added. For one thread.
 */
final class CollectionClock {

	/** Less is how long it takes to read two clocks. */
	private static final long MOVED_MILLIS = 1_000;

	/** Clocks that were read further apart were not read together. */
	private static final long TOGETHER_MILLIS = 100;

	private final long started;

	private final LongSupplier uptime;

	private final LongSupplier clock;

	private final long ahead;

	private long moved;

	/** That of this JVM. */
	CollectionClock() {
		this(ManagementFactory.getRuntimeMXBean());
	}

	private CollectionClock(RuntimeMXBean runtime) {
		this(runtime.getStartTime(), runtime::getUptime, System::currentTimeMillis);
	}

	/**
	 * @param started start of the JVM in milliseconds of the clock
	 * @param uptime milliseconds since then that the machine was awake
	 * @param clock milliseconds of the clock
	 */
	CollectionClock(long started, LongSupplier uptime, LongSupplier clock) {
		this.started = started;
		this.uptime = uptime;
		this.clock = clock;
		this.ahead = clock.getAsLong() - uptime.getAsLong();
	}

	/** The moment that is so many milliseconds behind the start. */
	Instant at(long millis) {
		long before = this.uptime.getAsLong();
		long now = this.clock.getAsLong();
		if (this.uptime.getAsLong() - before < TOGETHER_MILLIS) {
			long moved = now - before - this.ahead;
			this.moved = (Math.abs(moved) >= MOVED_MILLIS) ? moved : 0;
		}
		return Instant.ofEpochMilli(this.started + this.moved + millis);
	}

}
