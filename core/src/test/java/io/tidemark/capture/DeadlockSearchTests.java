package io.tidemark.capture;

import java.lang.management.ManagementFactory;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DeadlockSearchTests {

	@Test
	void threadsThatWaitForEachOtherAreFound() {
		try (DeadlockedPair pair = DeadlockedPair.start()) {
			assertThat(new DeadlockSearch().search().deadlocked()).isEqualTo(2);
		}
	}

	@Test
	void threadsOfWhichOneGivesUpAreInNoDeadlock() {
		try (DeadlockedPair pair = DeadlockedPair.startWithTimeout()) {
			assertThat(ManagementFactory.getThreadMXBean().findDeadlockedThreads()).as("the JVM lists them").hasSize(2);
			assertThat(new DeadlockSearch().search().deadlocked()).isZero();
		}
	}

}
