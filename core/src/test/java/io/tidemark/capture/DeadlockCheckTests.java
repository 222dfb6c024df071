package io.tidemark.capture;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.tidemark.capture.StackWalk.Standing;
import io.tidemark.snapshot.AwaitedLock;
import io.tidemark.snapshot.StackTrace;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DeadlockCheckTests {

	private final ThreadMXBean mxBean = ManagementFactory.getThreadMXBean();

	@Test
	void aDeadlockIsSure() {
		try (DeadlockedPair pair = DeadlockedPair.start()) {
			long[] ids = { pair.first().getId(), pair.second().getId() };

			assertThat(DeadlockCheck.sure(this.mxBean.getThreadInfo(ids), this.mxBean.getThreadInfo(ids)))
				.containsExactlyInAnyOrder(ids[0], ids[1]);
		}
	}

	@Test
	void whoWasLetGoInBetweenIsInNoDeadlock() {
		try (DeadlockedPair pair = DeadlockedPair.start()) {
			long[] ids = { pair.first().getId(), pair.second().getId() };
			ThreadInfo[] first = this.mxBean.getThreadInfo(ids);
			ThreadInfo[] second = { first[0], null };

			assertThat(DeadlockCheck.sure(first, second)).isEmpty();
		}
	}

	@Test
	void anOwnerIsForgottenWhereACycleDoesNotHold() {
		Thread self = Thread.currentThread();
		Thread other = new Thread(() -> {
		});
		List<@Nullable Standing> walked = new ArrayList<>(
				List.of(waitsFor("other", other.getId()), waitsFor("self", self.getId())));

		new DeadlockCheck(this.mxBean).check(List.of(self, other), walked);

		assertThat(walked).extracting((standing) -> standing.lock().ownerId()).containsExactly(null, null);
		assertThat(walked).extracting((standing) -> standing.lock().owner()).containsExactly("other", "self");
	}

	private static Standing waitsFor(String owner, long id) {
		return new Standing(Thread.State.BLOCKED, StackTrace.EMPTY, new AwaitedLock("Any", "@1", owner, id));
	}

}
