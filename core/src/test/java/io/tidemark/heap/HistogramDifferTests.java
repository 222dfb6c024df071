package io.tidemark.heap;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HistogramDifferTests {

	@Test
	void whatCameGrewShrankAndWentIsToldMostBytesGainedFirst() {
		HistogramDiff diff = ClassHistograms.diff(histogram(count("Grew", 10), count("Same", 5), count("Went", 4)),
				histogram(count("Grew", 30), count("Same", 5), count("Came", 7)));

		assertThat(diff.changes()).extracting(ClassChange::name).containsExactly("Grew", "Came", "Went");
		assertThat(diff.changes()).extracting(ClassChange::bytesGained).containsExactly(320L, 112L, -64L);
		assertThat(diff.changes()).extracting(ClassChange::instancesGained).containsExactly(20L, 7L, -4L);
		assertThat(diff.changes()).extracting(ClassChange::creditedTo).containsOnlyNulls();
	}

	@Test
	void growthIsCreditedToTheGrowingClassThatExplainsIt() {
		GrowingClass order = new GrowingClass("Order", 3, 9, 9, 9, 9, List.of("byte[]"), 1);

		HistogramDiff diff = ClassHistograms.diff(histogram(count("byte[]", 1)),
				histogram(count("byte[]", 4), count("Order", 2)), List.of(order));

		assertThat(diff.changes()).extracting(ClassChange::creditedTo).containsExactly("Order", null);
	}

	@Test
	void packagesAreTheSumsOfTheirClasses() {
		HistogramDiff diff = ClassHistograms.diff(histogram(count("com.example.Went", 1), count("byte[]", 4)),
				histogram(count("com.example.Order", 10), count("com.example.Item", 5), count("byte[]", 3)));

		assertThat(diff.packages()).containsExactly(new PackageChange("com.example", 3, 14, 224),
				new PackageChange("", 1, -1, -16));
	}

	private static ClassCount count(String name, long instances) {
		return new ClassCount(name, null, 1, instances, 16 * instances);
	}

	private static ClassHistogram histogram(ClassCount... counts) {
		return new ClassHistogram("h1", Instant.EPOCH, List.of(counts), 100, 1_600, 0, false, Duration.ZERO,
				Duration.ZERO);
	}

}
