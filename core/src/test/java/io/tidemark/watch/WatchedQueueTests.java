package io.tidemark.watch;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

class WatchedQueueTests {

	private final BlockingQueue<Integer> within = new ArrayBlockingQueue<>(5);

	private final WatchedQueue<Integer> queue = WatchedQueue.of("orders", this.within);

	private final Flow flow = flow(this.queue);

	@Test
	void resourceHasDepthAndCapacity() {
		this.queue.addAll(List.of(1, 2, 3));
		WatchedResource resource = this.queue.resource();

		assertThat(resource.name()).isEqualTo("orders");
		assertThat(resource.unit()).isEqualTo("entries");
		assertThat(resource.reading().getAsDouble()).isEqualTo(3);
		assertThat(resource.limit().getAsDouble()).isEqualTo(5);
		assertThat(resource.limitName()).isEqualTo("capacity of the queue");
	}

	@Test
	void queueThatGrowsAtWillHasNoLimit() {
		assertThat(WatchedQueue.of("any", new LinkedBlockingQueue<>()).resource().limit().getAsDouble()).isNaN();
		assertThat(WatchedQueue.of("none", new SynchronousQueue<>()).resource().limit().getAsDouble()).isNaN();
	}

	@Test
	void whatIsInTheQueueBeforeItIsWatchedHasArrived() {
		this.within.addAll(List.of(1, 2));
		WatchedQueue<Integer> late = WatchedQueue.of("orders", this.within);
		late.poll();

		assertThat(flow(late).arrived().getAsLong()).isEqualTo(2);
		assertThat(flow(late).completed().getAsLong()).isEqualTo(1);
		assertThat(late.resource().limit().getAsDouble()).isEqualTo(5);
	}

	@Test
	void everyWayInCounts() throws InterruptedException {
		this.queue.add(1);
		this.queue.offer(2);
		this.queue.offer(3, 1, TimeUnit.SECONDS);
		this.queue.put(4);
		this.queue.addAll(List.of(5));

		assertThat(this.queue).containsExactly(1, 2, 3, 4, 5);
		assertCounts(5, 0, 0);
	}

	@Test
	void everyWayOutCounts() throws InterruptedException {
		List<Integer> out = new ArrayList<>();
		this.queue.addAll(List.of(1, 2, 3, 4, 5));
		out.add(this.queue.poll());
		out.add(this.queue.poll(1, TimeUnit.SECONDS));
		out.add(this.queue.take());
		out.add(this.queue.remove());
		assertThat(this.queue.remove(5)).isTrue();
		assertCounts(5, 5, 0);
		this.queue.addAll(List.of(6, 7, 8, 9, 10));
		this.queue.drainTo(out, 1);
		this.queue.removeIf((each) -> each == 7);
		Iterator<Integer> iterator = this.queue.iterator();
		iterator.next();
		iterator.remove();
		this.queue.removeAll(List.of(9));
		this.queue.retainAll(List.of());

		assertThat(out).containsExactly(1, 2, 3, 4, 6);
		assertCounts(10, 10, 0);

		this.queue.addAll(List.of(11, 12));
		this.queue.clear();
		this.queue.addAll(List.of(13, 14));
		this.queue.drainTo(out);

		assertThat(out).endsWith(13, 14);
		assertCounts(14, 14, 0);
	}

	@Test
	void lookingTakesNothingOut() {
		this.queue.addAll(List.of(1, 2, 3));
		List<Integer> seen = new ArrayList<>();
		this.queue.forEach(seen::add);

		assertThat(this.queue.peek()).isEqualTo(1);
		assertThat(this.queue.element()).isEqualTo(1);
		assertThat(this.queue.size()).isEqualTo(3);
		assertThat(this.queue.isEmpty()).isFalse();
		assertThat(this.queue.remainingCapacity()).isEqualTo(2);
		assertThat(this.queue.contains(2)).isTrue();
		assertThat(this.queue.containsAll(List.of(1, 3))).isTrue();
		assertThat(seen).containsExactly(1, 2, 3);
		assertThat(this.queue.stream().mapToInt(Integer::intValue).sum()).isEqualTo(6);
		assertThat(this.queue.toArray()).containsExactly(1, 2, 3);
		assertThat(this.queue.toArray(new Integer[0])).containsExactly(1, 2, 3);
		assertThat(this.queue.toArray(Integer[]::new)).containsExactly(1, 2, 3);
		assertThat(this.queue).hasToString("[1, 2, 3]");
		assertCounts(3, 0, 0);
	}

	@Test
	void whatIsRefusedIsDropped() throws InterruptedException {
		this.queue.addAll(List.of(1, 2, 3, 4, 5));

		assertThat(this.queue.offer(6)).isFalse();
		assertThat(this.queue.offer(7, 1, TimeUnit.NANOSECONDS)).isFalse();
		assertThatIllegalStateException().isThrownBy(() -> this.queue.add(8)).withMessage("Queue full");
		assertThatIllegalStateException().isThrownBy(() -> this.queue.addAll(List.of(9)));
		assertCounts(5, 0, 4);
		assertThat(this.flow.blocked().getAsLong()).isZero();
	}

	@Test
	void whoeverWaitsToPutIsBlockedUntilThereIsRoom() throws Exception {
		ExecutorService putters = Executors.newFixedThreadPool(3);
		try {
			this.queue.addAll(List.of(1, 2, 3, 4, 5));
			putters.submit(() -> put(6));
			putters.submit(() -> put(7));
			Future<Boolean> offer = putters.submit(() -> this.queue.offer(8, 1, TimeUnit.HOURS));
			awaitBlocked(3);
			assertCounts(5, 0, 0);
			this.queue.drainTo(new ArrayList<>());

			assertThat(offer.get()).isTrue();
			awaitBlocked(0);
			assertCounts(8, 5, 0);
		}
		finally {
			putters.shutdownNow();
		}
	}

	@Test
	void whoeverIsInterruptedWhileItWaitsIsBlockedNoLonger() throws Exception {
		this.queue.addAll(List.of(1, 2, 3, 4, 5));
		CountDownLatch interrupted = new CountDownLatch(1);
		Thread putter = new Thread(() -> {
			try {
				this.queue.put(6);
			}
			catch (InterruptedException ex) {
				interrupted.countDown();
			}
		});
		putter.start();
		awaitBlocked(1);
		putter.interrupt();
		interrupted.await();

		assertThat(this.flow.blocked().getAsLong()).isZero();
		assertCounts(5, 0, 0);
		putter.join();
	}

	@Test
	void threadThatIsInterruptedBeforePutsNothing() {
		Thread.currentThread().interrupt();

		assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> this.queue.put(1));
		assertCounts(0, 0, 0);
	}

	@Test
	void queueRefusesNullAndItself() {
		assertThatNullPointerException().isThrownBy(() -> this.queue.offer(null));
		assertThatNullPointerException().isThrownBy(() -> this.queue.put(null));
		assertThatIllegalArgumentException().isThrownBy(() -> this.queue.addAll(this.queue));
		assertThatIllegalArgumentException().isThrownBy(() -> this.queue.drainTo(this.queue));
		assertCounts(0, 0, 0);
	}

	@Test
	void handoffArrivesAndIsCompletedAtOnce() throws Exception {
		WatchedQueue<Integer> handoff = WatchedQueue.of("handoff", new SynchronousQueue<>());
		ExecutorService taker = Executors.newSingleThreadExecutor();
		try {
			Future<Integer> taken = taker.submit(handoff::take);
			handoff.put(1);

			assertThat(taken.get()).isEqualTo(1);
			assertThat(flow(handoff).arrived().getAsLong()).isEqualTo(1);
			assertThat(flow(handoff).completed().getAsLong()).isEqualTo(1);
		}
		finally {
			taker.shutdownNow();
		}
	}

	@Test
	void countsAreExactWhenManyPutAndTake() throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(6);
		AtomicReference<Throwable> failure = new AtomicReference<>();
		try {
			List<Future<?>> done = new ArrayList<>();
			for (int i = 0; i < 3; i++) {
				done.add(threads.submit(() -> times(5_000, () -> this.queue.put(1), failure)));
				done.add(threads.submit(() -> times(5_000, this.queue::take, failure)));
			}
			long last = 0;
			while (!done.stream().allMatch(Future::isDone)) {
				long completed = this.flow.completed().getAsLong();

				assertThat(completed).isGreaterThanOrEqualTo(last);
				last = completed;
			}
		}
		finally {
			threads.shutdownNow();
		}
		assertThat(failure.get()).isNull();
		assertCounts(15_000, 15_000, 0);
	}

	private static void times(int times, Interruptible action, AtomicReference<Throwable> failure) {
		try {
			for (int i = 0; i < times; i++) {
				action.run();
			}
		}
		catch (Throwable ex) {
			failure.set(ex);
		}
	}

	private void awaitBlocked(long expected) {
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
		while (this.flow.blocked().getAsLong() != expected) {
			assertThat(System.nanoTime()).as("patience for %d blocked threads", expected).isLessThan(deadline);
			LockSupport.parkNanos(1_000_000);
		}
	}

	private void put(int element) {
		try {
			this.queue.put(element);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static Flow flow(WatchedQueue<?> queue) {
		return Objects.requireNonNull(queue.resource().flow());
	}

	private void assertCounts(long arrived, long completed, long dropped) {
		assertThat(List.of(this.flow.arrived().getAsLong(), this.flow.completed().getAsLong(),
				this.flow.dropped().getAsLong()))
			.containsExactly(arrived, completed, dropped);
	}

	private interface Interruptible {

		void run() throws InterruptedException;

	}

}
