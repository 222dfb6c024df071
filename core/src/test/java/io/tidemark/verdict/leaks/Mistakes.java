package io.tidemark.verdict.leaks;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** All mistakes of platform threads. */
public final class Mistakes {

	private Mistakes() {
	}

	/** The mistakes by the name of their class. */
	public static List<Map.Entry<String, Supplier<Mistake>>> all() {
		return List.of(Map.entry("Deadlock", Deadlock::new), Map.entry("SwallowedInterrupt", SwallowedInterrupt::new),
				Map.entry("ConnectionPoolStarvation", ConnectionPoolStarvation::new),
				Map.entry("LockConvoy", LockConvoy::new), Map.entry("StuckRequest", StuckRequest::new),
				Map.entry("HttpClientPerCall", HttpClientPerCall::new),
				Map.entry("EventLoopsPerCall", EventLoopsPerCall::new), Map.entry("TimerPerCall", TimerPerCall::new),
				Map.entry("SchedulerNeverDisposed", SchedulerNeverDisposed::new),
				Map.entry("ScheduledPoolPerCall", ScheduledPoolPerCall::new),
				Map.entry("ExecutorPerCall", ExecutorPerCall::new),
				Map.entry("CachedPoolWithoutLimit", CachedPoolWithoutLimit::new),
				Map.entry("BlockedOnDeadQueue", BlockedOnDeadQueue::new),
				Map.entry("LatchNeverCounted", LatchNeverCounted::new),
				Map.entry("FutureNeverCompleted", FutureNeverCompleted::new),
				Map.entry("RawThreadPerCall", RawThreadPerCall::new));
	}

}
