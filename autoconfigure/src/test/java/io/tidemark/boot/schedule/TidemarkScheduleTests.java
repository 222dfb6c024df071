package io.tidemark.boot.schedule;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

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

	@Test
	void workThatSaysWhenGoesOnAlthoughMemoryWasTooShortToPlanIt() {
		ScheduledThreadPoolExecutor shortOfMemory = new ScheduledThreadPoolExecutor(1) {

			private boolean failed;

			@Override
			public ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
				if (!this.failed && TidemarkScheduleTests.this.runs.get() > 0) {
					this.failed = true;
					throw new OutOfMemoryError("planted");
				}
				return super.schedule(work, delay, unit);
			}

		};
		try (TidemarkSchedule schedule = new TidemarkSchedule(shortOfMemory)) {
			schedule.again(() -> {
				this.runs.incrementAndGet();
				return Duration.ofMillis(10);
			});
			await().until(() -> this.runs.get() > 2);
		}
	}

	@Test
	void workIsDoneAgainAlthoughItsFailureCouldNotBeSaid() {
		Logger logger = (Logger) LoggerFactory.getLogger(TidemarkSchedule.class);
		Level level = logger.getLevel();
		Appender<ILoggingEvent> full = new AppenderBase<>() {

			@Override
			protected void append(ILoggingEvent event) {
				throw new OutOfMemoryError("planted");
			}

		};
		full.start();
		logger.addAppender(full);
		logger.setLevel(Level.DEBUG);
		try (TidemarkSchedule schedule = new TidemarkSchedule()) {
			schedule.every(Duration.ofMillis(10), () -> fail(new IllegalStateException("planted")));
			await().until(() -> this.runs.get() > 2);
		}
		finally {
			logger.setLevel(level);
			logger.detachAppender(full);
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
