package io.tidemark.jvm;

import java.time.Instant;
import java.util.Locale;

import io.tidemark.jvm.MemoryPressure.Level;

/**
 * Looks whether memory of the container gets short: how near what the kernel cannot take
 * back is to the limit, what the kernel had to do since the last look, and how long tasks
 * waited for memory. A look takes 0.2 ms. For one thread.
 *
 * @since 0.1.0
 */
public final class PressureWatch {

	/** Shares of the limit. A JVM that touched all of its heap sits at 80 to 90 %. */
	static final double TIGHT_SHARE = 0.95;

	static final double CRITICAL_SHARE = 0.98;

	/** Shares of the last 10 seconds in which at least one task, or all, waited. */
	static final double TIGHT_STALL = 0.2;

	static final double CRITICAL_STALL = 0.1;

	/** Share of what is used that is no cache of files. */
	private static final double MOSTLY = 0.8;

	private final MemoryReadings readings;

	private MemoryEvents last = MemoryEvents.UNKNOWN;

	/**
	 * @param readings what the kernel counts
	 */
	public PressureWatch(MemoryReadings readings) {
		this.readings = readings;
	}

	/**
	 * Looks again.
	 * @param now the time
	 */
	public MemoryPressure look(Instant now) {
		MemoryEvents before = this.last;
		MemoryEvents events = this.readings.events();
		this.last = events;
		ContainerMemory container = this.readings.container();
		MemoryStalls stalls = this.readings.stalls();
		Level level = level(container, stalls, before, events);
		return new MemoryPressure(level, sentence(container, stalls, before, events), now);
	}

	/** Stalls of the machine are no fault of the container's and decide nothing. */
	private static Level level(ContainerMemory container, MemoryStalls stalls, MemoryEvents before,
			MemoryEvents events) {
		double share = container.takenShare();
		if (share >= CRITICAL_SHARE || rise(before.oom(), events.oom()) > 0 || rise(before.kills(), events.kills()) > 0
				|| (stalls.own() && stalls.full() >= CRITICAL_STALL)) {
			return Level.CRITICAL;
		}
		boolean reclaimed = isTaken(container)
				&& (rise(before.max(), events.max()) > 0 || rise(before.high(), events.high()) > 0);
		return (share >= TIGHT_SHARE || reclaimed || (stalls.own() && stalls.some() >= TIGHT_STALL)) ? Level.TIGHT
				: Level.CALM;
	}

	/**
	 * A container that reads and writes files is always at its limits, and the kernel
	 * takes the cache back: that alone is no shortage.
	 */
	private static boolean isTaken(ContainerMemory container) {
		return container.taken() < 0 || container.taken() >= MOSTLY * container.used();
	}

	/** 0 where one of them is not known, as at the first look. */
	private static long rise(long before, long now) {
		return (before >= 0 && now > before) ? now - before : 0;
	}

	private static String sentence(ContainerMemory container, MemoryStalls stalls, MemoryEvents before,
			MemoryEvents events) {
		StringBuilder text = new StringBuilder();
		ResourceLimit limit = container.limit();
		if (limit != null && container.taken() >= 0) {
			text.append(String.format(Locale.ROOT,
					"Without the cache of files it uses %,d MiB, %.0f %% of the %,d MiB of %s", container.taken() >> 20,
					100 * container.takenShare(), limit.value() >> 20, limit.name()));
		}
		else {
			text.append("Memory of the container has no known limit");
		}
		append(text, rise(before.high(), events.high()), "slowed down for being above memory.high");
		append(text, rise(before.max(), events.max()), "at its limit");
		append(text, rise(before.oom(), events.oom()), "out of memory");
		append(text, rise(before.kills(), events.kills()), "with a process killed");
		if (stalls.isKnown() && stalls.own()) {
			text.append(String.format(Locale.ROOT,
					"; of the last 10 s some task waited for memory in %.0f %%, all in %.0f %%", 100 * stalls.some(),
					100 * (Double.isNaN(stalls.full()) ? 0 : stalls.full())));
		}
		return text.append('.').toString();
	}

	private static void append(StringBuilder text, long times, String what) {
		if (times > 0) {
			text.append("; since the last look it was ").append(times).append(" times ").append(what);
		}
	}

}
