package io.tidemark.expected;

import java.util.ArrayList;
import java.util.List;

import io.tidemark.group.FamilyKey;
import io.tidemark.group.GroupedSnapshot;
import io.tidemark.group.StackGrouper;
import io.tidemark.group.ThreadFamily;
import io.tidemark.snapshot.ObservedThread;
import io.tidemark.snapshot.StackTrace;
import io.tidemark.snapshot.ThreadFixture;
import org.junit.jupiter.api.Test;

import static io.tidemark.snapshot.ThreadFixture.stack;
import static io.tidemark.snapshot.ThreadFixture.thread;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ExpectedThreadsTests {

	private static final StackTrace IDLE = stack("com.acme.Queue.take", "com.acme.Pool.loop");

	private static final StackTrace AT_WORK = stack("com.example.Orders.place", "com.acme.Pool.loop");

	private static final StackTrace STRANGE = stack("com.example.Orders.place");

	private final ExpectedThreads threads = new ExpectedThreads(Catalogue.parse("test", """
			acme-pool
				name     acme-*
				stack    com.acme.Queue.take
				working  2 com.acme.Pool.loop
				at most  cpus+2
				jdk      17-24
				because  Workers of Acme.
				source   com.acme.Pool
			"""), 4, 17);

	@Test
	void aPoolOfWhichAFewWorkIsCleared() {
		ThreadFamily family = family(IDLE, IDLE, AT_WORK, AT_WORK, IDLE, IDLE);

		assertThat(this.threads.of(family))
			.isEqualTo(new Expectation("acme-pool", "Workers of Acme.", "com.acme.Pool"));
	}

	@Test
	void aPoolOfWhichTooManyWorkIsNotCleared() {
		ThreadFamily family = family(IDLE, AT_WORK, AT_WORK, AT_WORK);

		assertThat(this.threads.of(family)).isNull();
		assertThat(this.threads.whyNot(family)).isEqualTo("3 of at most 2 threads work (acme-pool)");
	}

	@Test
	void threadsThatRxJavaStartsWithoutLimitAreNotClearedByThirty() {
		StackTrace idle = stack("java.util.concurrent.LinkedBlockingQueue.take",
				"java.util.concurrent.ThreadPoolExecutor.getTask", "java.lang.Thread.run");
		List<ObservedThread> threads = new ArrayList<>();
		for (int i = 1; i <= 30; i++) {
			threads.add(thread(i, "RxNewThreadScheduler-" + i, idle));
		}
		ThreadFamily family = new StackGrouper().group(ThreadFixture.snapshot(ThreadFixture.START, threads), null)
			.families()
			.get(0);

		assertThat(new ExpectedThreads(Catalogue.standard(), 8, 17).of(family)).isNull();
	}

	@Test
	void oneThreadAtAStrangePlaceIsEnough() {
		ThreadFamily family = family(IDLE, IDLE, STRANGE);

		assertThat(this.threads.of(family)).isNull();
		assertThat(this.threads.whyNot(family)).isEqualTo("1 of 3 threads stand elsewhere (acme-pool)");
	}

	@Test
	void threadsWhosePlaceIsBeyondTheBoundStandElsewhere() {
		ThreadFamily family = family(IDLE, IDLE);
		ThreadFamily cut = new ThreadFamily(family.key(), family.origin(), family.members(), family.stacks(), 1,
				family.waitReasons());

		assertThat(this.threads.of(cut)).isNull();
	}

	@Test
	void theBoundHoldsForAllCreatorsTogether() {
		List<ObservedThread> threads = new ArrayList<>();
		for (int i = 0; i < 6; i++) {
			threads.add(thread(i, "acme-" + i, IDLE)
				.withOrigin(ThreadFixture.origin(ThreadFixture.START, (i < 3) ? "place" : "cancel", false)));
		}
		GroupedSnapshot six = new StackGrouper().group(ThreadFixture.snapshot(ThreadFixture.START, threads), null);
		threads.add(thread(6, "acme-6", IDLE));
		GroupedSnapshot seven = new StackGrouper().group(ThreadFixture.snapshot(ThreadFixture.START, threads), null);

		assertThat(this.threads.of(six)).hasSize(2);
		assertThat(this.threads.of(seven)).isEmpty();
		assertThat(seven.families()).allMatch((family) -> this.threads.of(family) != null);
	}

	@Test
	void otherFamiliesOfASnapshotAreAbsent() {
		GroupedSnapshot snapshot = new StackGrouper()
			.group(ThreadFixture.snapshot(thread(1, "acme-1", IDLE), thread(2, "orders-1", IDLE)), null);

		assertThat(this.threads.of(snapshot)).containsOnlyKeys(new FamilyKey("acme-*", null, false));
	}

	@Test
	void anEntryOfAnotherReleaseClearsNothing() {
		ExpectedThreads later = new ExpectedThreads(Catalogue.parse("test",
				"acme | name acme-* | stack com.acme.Queue.take | at most 4 | jdk 17-24 | because x | source y"), 4,
				25);

		assertThat(later.of(family(IDLE))).isNull();
		assertThat(later.whyNot(family(IDLE))).isNull();
	}

	@Test
	void anEntryOfTheUserIsAsGoodAsOurs() {
		Catalogue own = Catalogue.parse("tidemark.expected-threads[0]",
				"own | name acme-* | stack com.acme.Queue.take | at most 4 | because Ours. | source com.acme.Main");

		assertThat(ExpectedThreads.ofThisJvm(Catalogue.standard().and(own)).of(family(IDLE)))
			.isEqualTo(new Expectation("own", "Ours.", "com.acme.Main"));
	}

	@Test
	void aJvmWithoutProcessorsIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new ExpectedThreads(Catalogue.standard(), 0))
			.withMessage("A JVM has at least 1 processor, found 0");
	}

	private static ThreadFamily family(StackTrace... stacks) {
		List<ObservedThread> threads = new ArrayList<>();
		for (StackTrace stack : stacks) {
			threads.add(thread(threads.size(), "acme-" + threads.size(), stack));
		}
		return new StackGrouper().group(ThreadFixture.snapshot(ThreadFixture.START, threads), null).families().get(0);
	}

}
