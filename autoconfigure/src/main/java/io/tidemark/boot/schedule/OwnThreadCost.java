package io.tidemark.boot.schedule;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Charges to a part what it uses on a thread of its own, such as that of a stream of the
 * flight recorder, from totals that only grow. For one thread.
 *
 * @since 0.1.0
 */
public final class OwnThreadCost {

	private final ObserverPart part;

	private final Supplier<Duration> cpu;

	private final LongSupplier failures;

	private Duration charged = Duration.ZERO;

	private long failed;

	/**
	 * @param part who pays
	 * @param cpu CPU time so far
	 * @param failures how often it failed so far
	 */
	public OwnThreadCost(ObserverPart part, Supplier<Duration> cpu, LongSupplier failures) {
		this.part = part;
		this.cpu = cpu;
		this.failures = failures;
	}

	/** Charges what was used since the last call. */
	public void charge() {
		Duration cpu = this.cpu.get();
		this.part.addCpu(cpu.minus(this.charged));
		this.charged = cpu;
		long failed = this.failures.getAsLong();
		this.part.addFailures(failed - this.failed);
		this.failed = failed;
	}

}
