package io.tidemark.boot.schedule;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.awaitility.Awaitility.await;

/** Tests of {@link TidemarkSchedule}. */
class TidemarkScheduleTests {

	private final AtomicInteger runs = new AtomicInteger();

	static Throwable[] failures() {
		return new Throwable[] { new IllegalStateException("planted"),
				new OutOfMemoryError("unable to create native thread"), new AssertionError("planted") };
	}

	@ParameterizedTest
	@MethodSource("failures")
	void workThatFailsIsDoneAgain(Throwable failure) {
		try (TidemarkSchedule schedule = new TidemarkSchedule()) {
			schedule.every(Duration.ofMillis(10), () -> fail(failure));
			await().until(() -> this.runs.get() > 2);
		}
	}

	@Test
	void workThatSaysWhenIsDoneAgainASecondAfterItFailed() {
		try (TidemarkSchedule schedule = new TidemarkSchedule()) {
			schedule.again(() -> {
				fail(new OutOfMemoryError("planted"));
				return Duration.ZERO;
			});
			await().until(() -> this.runs.get() > 1);
		}
	}

	private void fail(Throwable failure) {
		this.runs.incrementAndGet();
		if (failure instanceof Error error) {
			throw error;
		}
		throw (RuntimeException) failure;
	}

}
