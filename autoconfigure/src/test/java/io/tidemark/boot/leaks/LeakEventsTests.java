package io.tidemark.boot.leaks;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import io.tidemark.boot.Verdicts;
import io.tidemark.jvm.MemoryPressure;
import io.tidemark.jvm.MemoryPressure.Level;
import io.tidemark.verdict.Grade;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
@Timeout(60)
class LeakEventsTests {

	@Test
	void listenersAreCalledInOrderOnADaemonThreadOfTheirOwn() throws InterruptedException {
		BlockingQueue<Object> received = new LinkedBlockingQueue<>();
		try (LeakEvents events = new LeakEvents((event) -> {
			received.add(event);
			received.add(Thread.currentThread());
		})) {
			events.accept(change("a"));
			events.accept(change("b"));

			assertThat(received.take()).isEqualTo(change("a"));
			assertThat((Thread) received.take()).satisfies((thread) -> {
				assertThat(thread.getName()).isEqualTo("tidemark-events");
				assertThat(thread.isDaemon()).isTrue();
			});
			assertThat(received.take()).isEqualTo(change("b"));
		}
	}

	@Test
	void aListenerThatThrowsIsNamedAndTheNextEventComes(CapturedOutput output) throws InterruptedException {
		BlockingQueue<Object> received = new LinkedBlockingQueue<>();
		try (LeakEvents events = new LeakEvents((event) -> {
			received.add(event);
			throw new IllegalStateException("planted");
		})) {
			events.accept(change("a"));
			events.accept(change("b"));

			assertThat(List.of(received.take(), received.take())).containsExactly(change("a"), change("b"));
		}
		assertThat(output).contains(
				"A listener of LeakVerdictChanged failed, Tidemark goes on: java.lang.IllegalStateException: planted");
	}

	@Test
	void aListenerThatBlocksHoldsUpNobodyAndLosesWhatIsTooMuch(CapturedOutput output) throws InterruptedException {
		CountDownLatch entered = new CountDownLatch(1);
		CountDownLatch release = new CountDownLatch(1);
		CountDownLatch published = new CountDownLatch(LeakEvents.WAITING + 1);
		try (LeakEvents events = new LeakEvents((event) -> {
			entered.countDown();
			await(release);
			published.countDown();
		})) {
			events.accept(change("first"));
			entered.await();

			IntStream.range(0, LeakEvents.WAITING + 1).forEach((i) -> events.accept(change("pool-" + i)));

			assertThat(output.getAll().lines().filter((line) -> line.contains("Tidemark loses an event of")))
				.hasSize(1);
			release.countDown();
			assertThat(published.await(30, TimeUnit.SECONDS)).isTrue();
		}
	}

	@Test
	void whoGetsNoThreadSaysSoAndGoesOn(CapturedOutput output) {
		AtomicBoolean there = new AtomicBoolean();
		BlockingQueue<Object> received = new LinkedBlockingQueue<>();
		try (LeakEvents events = new LeakEvents(received::add, (work) -> {
			if (!there.get()) {
				throw new OutOfMemoryError("unable to create native thread");
			}
			return new Thread(work);
		})) {
			events.accept(change("a"));
			assertThat(output).contains("Tidemark tells no listener of ").contains("unable to create native thread");
			there.set(true);
			events.accept(change("b"));
			Awaitility.await().until(() -> received.contains(change("b")));
		}
	}

	@Test
	void nothingIsSaidOfEventsAfterTheEnd(CapturedOutput output) {
		LeakEvents events = new LeakEvents((event) -> {
		});
		events.close();

		events.accept(change("late"));

		assertThat(output).doesNotContain("Tidemark loses");
	}

	@Test
	void memoryThatGetsShortIsAnEventAsWell() throws InterruptedException {
		BlockingQueue<Object> received = new LinkedBlockingQueue<>();
		MemoryPressureChanged change = new MemoryPressureChanged(Level.CALM,
				new MemoryPressure(Level.TIGHT, "Planted.", Verdicts.NOW));
		try (LeakEvents events = new LeakEvents(received::add)) {
			events.accept(change);

			assertThat(received.take()).isEqualTo(change);
		}
	}

	private static LeakVerdictChanged change(String name) {
		return new LeakVerdictChanged(Verdicts.change(Grade.WATCHING, Verdicts.threads(name, Grade.SUSPECTED)));
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
