package io.tidemark.capture;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LiveThreadsTests {

	@Test
	void threadsOfNestedGroupsAreSeen() throws Exception {
		try (ParkedThreads threads = new ParkedThreads()) {
			ThreadGroup group = new ThreadGroup(new ThreadGroup("outer"), "inner");
			Thread nested = threads.start(new Thread(group, threads::waitForTheEnd, "nested"), Thread.State.WAITING);

			assertThat(LiveThreads.list()).contains(nested, Thread.currentThread());
		}
	}

	@Test
	void threadsOfTheJvmAreSeen() {
		assertThat(LiveThreads.list()).extracting(Thread::getName).contains("Reference Handler", "Finalizer");
	}

	@Test
	void noThreadIsLostWhenThereAreMoreThanExpected() throws Exception {
		try (ParkedThreads threads = new ParkedThreads()) {
			List<Thread> many = java.util.stream.Stream.generate(() -> threads.waiting("one of many"))
				.limit(40)
				.toList();

			assertThat(LiveThreads.list(1)).containsAll(many).doesNotHaveDuplicates();
		}
	}

	@Test
	void aThreadThatHasEndedIsNotSeen() throws Exception {
		Thread ended = new Thread(Thread::onSpinWait);
		ended.start();
		ended.join();

		assertThat(LiveThreads.list()).doesNotContain(ended);
	}

}
