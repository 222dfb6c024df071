package io.tidemark.jvm;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class PeriodicCycleTests {

	private static final String OPTION = "G1PeriodicGCInterval";

	@Test
	void g1IsAskedAndAskedNoMore() {
		assumeTrue("0".equals(VmOptions.value(OPTION)), "This JVM was started with an interval of its own");
		PeriodicCycle cycle = new PeriodicCycle(List.of("G1 Young Generation"));

		assertThat(cycle.every(Duration.ofHours(5))).isNull();
		assertThat(VmOptions.value(OPTION)).isEqualTo("18000000");

		cycle.stop();
		assertThat(VmOptions.value(OPTION)).isEqualTo("0");
	}

	@Test
	void anotherCollectorCannotBeAsked() {
		assertThat(new PeriodicCycle(List.of("PS Scavenge", "PS MarkSweep")).every(Duration.ofHours(5)))
			.startsWith("Only G1 collects");
	}

	@Test
	void anIntervalOfLessThanAMillisecondIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new PeriodicCycle().every(Duration.ofNanos(1)))
			.withMessageContaining("at least 1 ms, found PT0.000000001S");
	}

}
