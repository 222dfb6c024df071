package io.tidemark.capture;

import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LockOwnersTests {

	private final LockOwners owners = new LockOwners(ManagementFactory.getThreadMXBean());

	@Test
	void aConvoyCostsAsMuchAsThreeThreads() {
		Synchronizer lock = new Synchronizer();

		for (int i = 0; i < 10_000; i++) {
			this.owners.saw(i, Thread.State.WAITING, lock);
		}

		assertThat(this.owners.asked()).containsExactly(0, 1, 2);
	}

	@Test
	void noMoreThreadsAreAskedThanTheBoundAllows() {
		for (int i = 0; i < 10_000; i++) {
			this.owners.saw(i, Thread.State.WAITING, new Synchronizer());
		}
		assertThat(this.owners.asked()).hasSizeLessThanOrEqualTo(LockOwners.MAX_ASKED).hasSizeGreaterThan(1_900);

		for (int i = 10_000; i < 20_000; i++) {
			this.owners.saw(i, Thread.State.BLOCKED, null);
		}

		assertThat(this.owners.asked()).hasSize(LockOwners.MAX_ASKED).allMatch((index) -> index >= 10_000);
	}

	@Test
	void nobodyIsAskedForTheOwnerOfWhatCannotBeOwned() {
		this.owners.saw(0, Thread.State.WAITING, new CountDownLatch(1));
		this.owners.saw(1, Thread.State.RUNNABLE, null);
		this.owners.saw(2, Thread.State.WAITING, new Object());

		assertThat(this.owners.asked()).isEmpty();
	}

	private static final class Synchronizer extends AbstractOwnableSynchronizer {

		private static final long serialVersionUID = 1L;

	}

}
