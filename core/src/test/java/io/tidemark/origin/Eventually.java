package io.tidemark.origin;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/** Waits for what another thread or the flight recorder is about to bring about. */
final class Eventually {

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private Eventually() {
	}

	static <T> T present(String what, Supplier<@Nullable T> value) {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		T found = value.get();
		while (found == null) {
			if (System.nanoTime() > deadline) {
				throw new AssertionError("Not within " + PATIENCE.toSeconds() + " seconds: " + what);
			}
			LockSupport.parkNanos(5_000_000);
			found = value.get();
		}
		return found;
	}

	static void is(String what, Supplier<Boolean> condition) {
		present(what, () -> condition.get() ? Boolean.TRUE : null);
	}

}
