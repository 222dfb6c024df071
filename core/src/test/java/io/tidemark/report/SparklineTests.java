package io.tidemark.report;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import io.tidemark.watch.SizeHistory;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of {@link Sparkline}. */
class SparklineTests {

	@Test
	void lineRunsFromLeftToRightAndFromZeroToTheLargest() {
		assertThat(Sparkline.svg(List.of(0, 10, 20), "0 to 20")).hasToString("""
				<svg class="trend" viewBox="0 0 72 16" width="72" height="16" role="img"><title>0 to 20</title>\
				<polyline points="2,14 36,8 70,2"/><circle cx="70" cy="2" r="1.5"/></svg>""");
	}

	@Test
	void growthOfALargeGroupLooksSmall() {
		assertThat(Sparkline.svg(List.of(100, 101), "").toString()).contains("points=\"2,2.1 70,2\"");
	}

	@Test
	void groupThatNeverWasIsALineAtTheFoot() {
		assertThat(Sparkline.svg(List.of(0, 0), "").toString()).contains("points=\"2,14 70,14\"");
	}

	@Test
	void titleSaysTheGrowthInWords() {
		assertThat(Sparkline.of(new SizeHistory(List.of(12, 40, 62), Duration.ofHours(3))).toString())
			.contains("<title>12 → 62 in 3 h</title>");
	}

	@Test
	void oneSizeIsNoLine() {
		assertThat(Sparkline.svg(List.of(7), "one").isEmpty()).isTrue();
		assertThat(Sparkline.of(new SizeHistory(List.of(), Duration.ZERO)).isEmpty()).isTrue();
	}

	@Test
	void ofManySizesTheFirstTheLastAndSomeBetweenAreDrawn() {
		List<Integer> sizes = IntStream.rangeClosed(0, 10_000).boxed().toList();

		String svg = Sparkline.svg(sizes, "").toString();

		assertThat(svg).contains("points=\"2,14 ", " 70,2\"/>");
		assertThat(svg.split(",")).hasSize(Sparkline.POINTS + 1);
	}

	@Test
	void titleIsEscaped() {
		assertThat(Sparkline.svg(Collections.nCopies(2, 1), "<b>").toString()).contains("<title>&lt;b&gt;</title>");
	}

	@Test
	void lineIsTheSameEverywhere() {
		Locale before = Locale.getDefault();
		try {
			Locale.setDefault(Locale.GERMANY);
			assertThat(Sparkline.svg(List.of(3, 2, 3, 1), "").toString())
				.contains("points=\"2,2 24.7,6 47.3,2 70,10\"");
		}
		finally {
			Locale.setDefault(before);
		}
	}

}
