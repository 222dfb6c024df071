package io.tidemark.boot.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class BreakerTests {

	private final ObserverPart dear = new ObserverPart("dear", false);

	private final ObserverPart asked = new ObserverPart("asked", true);

	private final ObserverPart cheapest = new ObserverPart("cheapest", false);

	private final Breaker breaker = new Breaker(new Budget(0.01, Duration.ofMillis(100), 3),
			List.of(this.asked, this.dear, this.cheapest));

	private Instant now = Instant.parse("2026-11-20T12:00:00Z");

	@Test
	void nothingHappensWithinTheBudget() {
		check();
		this.dear.addCpu(Duration.ofMillis(600));
		this.asked.addPause(Duration.ofMillis(100));

		assertThat(check()).isEmpty();
	}

	@Test
	void theDearestPartStepsDownWhenTheMinuteCostMoreThanOnePercentOfACore() {
		check();
		this.dear.addCpu(Duration.ofMillis(500));
		this.cheapest.addCpu(Duration.ofMillis(101));

		assertThat(check()).singleElement().satisfies((decision) -> {
			assertThat(decision.part()).isSameAs(this.dear);
			assertThat(decision.works()).isFalse();
			assertThat(decision.because())
				.isEqualTo("Tidemark used 601 ms of CPU within a minute, 600 ms are allowed; it rests for 60 s");
		});
		assertThat(this.dear.works()).isFalse();
	}

	@Test
	void whatWasUsedMoreThanAMinuteAgoDoesNotCount() {
		check();
		this.dear.addCpu(Duration.ofMillis(400));
		check();
		this.now = this.now.plusSeconds(61);
		check();
		this.dear.addCpu(Duration.ofMillis(400));

		assertThat(check()).isEmpty();
	}

	@Test
	void cpuThatSomebodyAskedForIsNotCharged() {
		check();
		this.asked.addCpu(Duration.ofSeconds(10));

		assertThat(check()).isEmpty();
	}

	@Test
	void pausesAreChargedWhoeverAskedForThem() {
		check();
		this.asked.addPause(Duration.ofMillis(101));

		assertThat(check()).singleElement()
			.satisfies((decision) -> assertThat(decision.because())
				.startsWith("Tidemark stopped the application for up to 101 ms within a minute, 100 ms are allowed"));
		assertThat(this.asked.works()).isFalse();
	}

	@Test
	void theCheapestPartIsKeptWhateverItCosts() {
		check();
		this.cheapest.addCpu(Duration.ofSeconds(30));
		this.cheapest.addPause(Duration.ofSeconds(30));

		assertThat(check()).isEmpty();
		assertThat(this.cheapest.works()).isTrue();
	}

	@Test
	void aPartThatFailsAgainAndAgainStepsDown() {
		check();
		for (int i = 0; i < 3; i++) {
			assertThatIllegalStateException().isThrownBy(() -> this.dear.measure(() -> {
				throw new IllegalStateException("planted");
			}));
		}

		assertThat(check()).singleElement()
			.satisfies((decision) -> assertThat(decision.because())
				.isEqualTo("it failed 3 times within a minute, 3 are allowed; it rests for 60 s"));
	}

	@Test
	void aPartWorksAgainAfterItsRestAndRestsTwiceAsLongTheNextTime() {
		check();
		this.dear.addCpu(Duration.ofSeconds(1));
		check();
		this.now = this.now.plusSeconds(60);

		assertThat(check()).singleElement().satisfies((decision) -> assertThat(decision.works()).isTrue());
		assertThat(this.dear.works()).isTrue();

		this.dear.addCpu(Duration.ofSeconds(1));
		assertThat(check()).singleElement()
			.satisfies((decision) -> assertThat(decision.because()).endsWith("it rests for 120 s"));
	}

	@Test
	void readingsAreBoundedByTheWindow() {
		for (int i = 0; i < 10_000; i++) {
			check();
		}

		assertThat(this.breaker).extracting("readings")
			.asInstanceOf(InstanceOfAssertFactories.collection(Object.class))
			.hasSizeLessThanOrEqualTo(13);
	}

	private List<Breaker.Decision> check() {
		this.now = this.now.plusSeconds(5);
		return this.breaker.check(this.now);
	}

}
