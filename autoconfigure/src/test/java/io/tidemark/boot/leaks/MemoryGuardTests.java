package io.tidemark.boot.leaks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.tidemark.jvm.MemoryPressure;
import io.tidemark.jvm.MemoryPressure.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@ExtendWith(OutputCaptureExtension.class)
class MemoryGuardTests {

	private static final Instant START = Instant.parse("2026-11-21T20:00:00Z");

	private final MemoryGuard guard = new MemoryGuard();

	private final List<Level> heard = new ArrayList<>();

	MemoryGuardTests() {
		this.guard.onPressure((change) -> this.heard.add(change.pressure().level()));
	}

	@Test
	void eachStepUpIsToldOnce() {
		look(0, Level.CALM);
		look(3, Level.TIGHT);
		look(6, Level.TIGHT);
		look(9, Level.CRITICAL);
		look(12, Level.TIGHT);

		assertThat(this.heard).containsExactly(Level.TIGHT, Level.CRITICAL);
		assertThat(this.guard.level()).isEqualTo(Level.CRITICAL);
	}

	@Test
	void calmIsToldAfterTenMinutesWithout() {
		look(0, Level.TIGHT);
		look(300, Level.CALM);
		look(599, Level.CALM);
		assertThat(this.heard).containsExactly(Level.TIGHT);

		look(600, Level.CALM);

		assertThat(this.heard).containsExactly(Level.TIGHT, Level.CALM);
	}

	@Test
	void logHasOneLineAnHourWithTheNumbers(CapturedOutput output) {
		look(0, Level.TIGHT);
		look(3, Level.CRITICAL);
		assertThat(output.toString().lines().filter((line) -> line.contains("gets short"))).singleElement()
			.asString()
			.contains("WARN", "(tight). It is 95 % full. See /actuator/leaks");

		look(1_000, Level.CALM);
		look(3_599, Level.CRITICAL);
		look(4_300, Level.CALM);
		look(4_303, Level.CRITICAL);

		assertThat(output.toString().lines().filter((line) -> line.contains("gets short"))).hasSize(2);
	}

	@Test
	void listenerThatFailsHarmsNoOther() {
		MemoryGuard other = new MemoryGuard();
		other.onPressure((change) -> {
			throw new IllegalStateException("planted");
		});
		other.onPressure((change) -> this.heard.add(change.from()));

		other.take(new MemoryPressure(Level.TIGHT, "It is 95 % full.", START));

		assertThat(this.heard).containsExactly(Level.CALM);
	}

	@Test
	void listenersAreBounded() {
		for (int i = 1; i < MemoryGuard.LISTENERS; i++) {
			this.guard.onPressure((change) -> this.heard.clear());
		}

		assertThatIllegalStateException().isThrownBy(() -> this.guard.onPressure((change) -> this.heard.clear()));
	}

	private void look(long seconds, Level level) {
		this.guard.take(new MemoryPressure(level, "It is 95 % full.", START.plus(Duration.ofSeconds(seconds))));
	}

}
