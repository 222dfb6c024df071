package io.tidemark.watch;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Collects garbage for tests until something is seen of it.
 */
public final class Garbage {

	private static final Duration LONGEST = Duration.ofSeconds(30);

	private Garbage() {
	}

	/** Collects until the condition holds, which is asked after each collection. */
	public static void collectUntil(BooleanSupplier condition) {
		long end = System.nanoTime() + LONGEST.toNanos();
		while (!condition.getAsBoolean()) {
			assertThat(System.nanoTime()).as("garbage was collected for 30 s and the condition does not hold")
				.isLessThan(end);
			System.gc();
			LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
		}
	}

}
