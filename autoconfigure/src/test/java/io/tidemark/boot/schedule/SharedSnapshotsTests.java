package io.tidemark.boot.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import io.tidemark.diff.KeptSnapshot;
import io.tidemark.group.GroupedSnapshot;
import io.tidemark.snapshot.CaptureCost;
import io.tidemark.snapshot.CaptureMethod;
import io.tidemark.snapshot.VirtualThreads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SharedSnapshotsTests {

	private final AtomicInteger captures = new AtomicInteger();

	private final AtomicLong nanoTime = new AtomicLong();

	private final CountDownLatch captureBegan = new CountDownLatch(1);

	private final CountDownLatch captureMayEnd = new CountDownLatch(1);

	private SharedSnapshots snapshots = sharing(this::capture, Duration.ofSeconds(10));

	@AfterEach
	void close() {
		this.captureMayEnd.countDown();
		this.snapshots.close();
	}

	@Test
	void requestsWithinTheTimeOfSharingGetTheSameSnapshot() {
		KeptSnapshot first = this.snapshots.now();
		this.nanoTime.addAndGet(Duration.ofMillis(999).toNanos());

		assertThat(this.snapshots.now()).isSameAs(first);
		assertThat(this.captures).hasValue(1);
	}

	@Test
	void aRequestAfterTheTimeOfSharingGetsANewSnapshot() {
		KeptSnapshot first = this.snapshots.now();
		this.nanoTime.addAndGet(Duration.ofSeconds(1).toNanos());

		assertThat(this.snapshots.now()).isNotSameAs(first);
	}

	@Test
	void aFreshSnapshotIsNeverShared() {
		KeptSnapshot first = this.snapshots.now();

		assertThat(this.snapshots.fresh()).isNotSameAs(first);
	}

	@Test
	void aCaptureThatOverrunsIsRefusedAndNamesTheThreadItWaitsFor() {
		this.snapshots.close();
		this.snapshots = sharing(this::blockedCapture, Duration.ofMillis(50));

		assertThatExceptionOfType(CaptureOverrunException.class).isThrownBy(this.snapshots::now)
			.withMessageContaining("within 50 ms")
			.withMessageContaining("'spinning-worker'");
	}

	@Test
	void aCaptureThatOverranServesTheNextRequestWhenItEnds() {
		this.snapshots.close();
		this.snapshots = sharing(this::blockedCapture, Duration.ofSeconds(10));
		this.snapshots.fresh((ignored) -> {
		});
		this.nanoTime.addAndGet(Duration.ofMinutes(1).toNanos());

		this.captureMayEnd.countDown();
		assertThat(this.snapshots.now()).isNotNull();
	}

	@Test
	void manyWhoWantAFreshOneDuringACaptureCauseOneMore() throws Exception {
		this.snapshots.close();
		this.snapshots = sharing(this::blockedCapture, Duration.ofSeconds(10));
		CountDownLatch handedOver = new CountDownLatch(21);
		this.snapshots.fresh((first) -> handedOver.countDown());
		this.captureBegan.await();

		for (int client = 0; client < 20; client++) {
			this.snapshots.fresh((second) -> handedOver.countDown());
		}
		this.captureMayEnd.countDown();

		assertThat(handedOver.await(10, TimeUnit.SECONDS)).isTrue();
		assertThat(this.captures).hasValue(2);
	}

	@Test
	void aFailedCaptureIsNotHandedOutAgain() {
		this.snapshots.close();
		this.snapshots = sharing(() -> {
			if (this.captures.incrementAndGet() == 1) {
				throw new IllegalStateException("planted");
			}
			return snapshot();
		}, Duration.ofSeconds(10));

		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(this.snapshots::now)
			.withMessageContaining("planted");
		assertThat(this.snapshots.now()).isNotNull();
	}

	@Test
	void workBesideTheSnapshotsDoesNotPileUp() throws Exception {
		AtomicInteger works = new AtomicInteger();
		CountDownLatch done = new CountDownLatch(1);
		Runnable work = () -> {
			works.incrementAndGet();
			this.captureBegan.countDown();
			awaitTheEnd();
			done.countDown();
		};
		this.snapshots.beside("part", work);
		this.captureBegan.await();

		for (int i = 0; i < 20; i++) {
			this.snapshots.beside("part", work);
		}
		this.captureMayEnd.countDown();
		done.await();
		this.snapshots.fresh();

		assertThat(works).hasValue(1);
	}

	@Test
	void aFreshSnapshotThatWaitsBehindSuchWorkIsNoOldOne() {
		KeptSnapshot first = this.snapshots.now();
		this.snapshots.beside("part", this::awaitTheEnd);
		this.captureMayEnd.countDown();

		assertThat(this.snapshots.fresh()).isNotSameAs(first);
	}

	@Test
	void workOfOneKindKeepsNoOtherKindFromItsTurn() throws InterruptedException {
		CountDownLatch done = new CountDownLatch(1);
		this.snapshots.beside("part", this::awaitTheEnd);

		boolean taken = this.snapshots.beside("another", done::countDown);

		this.captureMayEnd.countDown();
		assertThat(taken).isTrue();
		done.await();
	}

	@Test
	void workThatFailsBesideTheSnapshotsHarmsNone() {
		this.snapshots.beside("part", () -> {
			throw new IllegalStateException("planted");
		});

		assertThat(this.snapshots.now()).isNotNull();
	}

	private SharedSnapshots sharing(Supplier<KeptSnapshot> capture, Duration deadline) {
		return new SharedSnapshots(capture, () -> "spinning-worker", Duration.ofSeconds(1), deadline,
				this.nanoTime::get);
	}

	private KeptSnapshot capture() {
		this.captures.incrementAndGet();
		return snapshot();
	}

	private KeptSnapshot blockedCapture() {
		this.captures.incrementAndGet();
		this.captureBegan.countDown();
		awaitTheEnd();
		return snapshot();
	}

	private void awaitTheEnd() {
		try {
			this.captureMayEnd.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static KeptSnapshot snapshot() {
		CaptureCost cost = new CaptureCost(Duration.ZERO, Duration.ZERO, Duration.ZERO, CaptureMethod.WITHOUT_STACKS);
		return new KeptSnapshot("s1", null, false,
				new GroupedSnapshot(Instant.EPOCH, List.of(), 0, VirtualThreads.NONE, 0, cost));
	}

}
