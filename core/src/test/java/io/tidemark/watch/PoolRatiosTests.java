package io.tidemark.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PoolRatiosTests {

	private PoolRatios ratios = new PoolRatios(Map.of());

	private double hits;

	private double misses;

	private int minute;

	@Test
	void ratioIsThatOfTheLastMinuteAndNotOfAllTime() {
		minutes(1, 900, 100);
		assertThat(orders().ratio()).isNaN();

		minutes(1, 900, 100);
		assertThat(orders().ratio()).isEqualTo(0.9);

		minutes(1, 300, 100);
		assertThat(orders().ratio()).isEqualTo(0.75);
	}

	@Test
	void fewRequestsSayNothing() {
		minutes(2, 900, 100);
		minutes(1, 0, 99);

		assertThat(orders().ratio()).isEqualTo(0.9);
	}

	@Test
	void fallByAFifthWithinAQuarterOfAnHourIsSuspicious() {
		minutes(6, 900, 100);
		assertThat(orders().reference()).isEqualTo(0.9);
		minutes(1, 700, 300);
		assertThat(orders().suspicion()).isNull();

		minutes(1, 700, 300);

		assertThat(orders().suspicion()).isEqualTo("Within 15 min of the start its hit ratio is lower than when it was "
				+ "first steady: 70 % instead of 90 %. What was deployed may be why.");
	}

	@Test
	void smallerFallIsNotSuspicious() {
		minutes(6, 900, 100);
		minutes(6, 730, 270);

		assertThat(orders().suspicion()).isNull();
	}

	@Test
	void laterFallIsNotPutDownToTheDeployment() {
		minutes(16, 900, 100);
		minutes(5, 100, 900);

		assertThat(orders().ratio()).isEqualTo(0.1);
		assertThat(orders().suspicion()).isNull();
	}

	@Test
	void cacheThatWarmsUpIsNotSuspicious() {
		for (int i = 0; i < 15; i++) {
			minutes(1, 60 * i, 1_000 - 60 * i);
		}

		assertThat(orders().suspicion()).isNull();
	}

	@Test
	void processBeforeIsComparedOnceCachesAreWarm() {
		this.ratios = new PoolRatios(Map.of("cache:orders", 0.9));
		minutes(15, 500, 500);
		assertThat(orders().suspicion()).isNull();

		minutes(1, 500, 500);

		assertThat(orders().suspicion()).contains("than in the process before: 50 % instead of 90 %");
	}

	@Test
	void cacheAsWarmAsBeforeIsNotSuspicious() {
		this.ratios = new PoolRatios(Map.of("cache:orders", 0.9));
		minutes(16, 850, 150);
		minutes(10, 100, 900);

		assertThat(orders().suspicion()).isNull();
	}

	@Test
	void countsThatBeginAnewAreNoRatio() {
		minutes(2, 900, 100);
		this.hits = 0;
		this.misses = 0;
		minutes(1, 500, 500);

		assertThat(orders().ratio()).isEqualTo(0.9);
	}

	@Test
	void poolsAreBounded() {
		List<PoolCounts> counts = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			counts.add(new PoolCounts("cache", "c" + i, 0, 0));
		}

		this.ratios.read(Duration.ofMinutes(1), counts);

		assertThat(this.ratios.ratios()).hasSize(PoolRatios.MOST);
	}

	@Test
	void onlyWhatIsKnownIsKept() {
		minutes(1, 900, 100);
		assertThat(this.ratios.kept()).isEmpty();

		minutes(1, 900, 100);
		assertThat(this.ratios.kept()).containsExactly(Map.entry("cache:orders", 0.9));
	}

	private void minutes(int minutes, double hits, double misses) {
		for (int i = 0; i < minutes; i++) {
			this.hits += hits;
			this.misses += misses;
			this.minute++;
			this.ratios.read(Duration.ofMinutes(this.minute),
					List.of(new PoolCounts("cache", "orders", this.hits, this.misses)));
		}
	}

	private PoolRatio orders() {
		return this.ratios.ratios().get(0);
	}

}
