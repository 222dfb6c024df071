package io.tidemark.boot.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The reference of the meters says what the meters say. It is written anew by
 * {@code mvn -o -q -pl autoconfigure -am test -Dtest=MetricsReferenceTests
 * -Dsurefire.failIfNoSpecifiedTests=false -Dtidemark.write-metrics=true}.
 */
class MetricsReferenceTests {

	private static final Path PAGE = page();

	/** What is above it people write. */
	private static final String BEGIN = "<!-- written from the code from here on -->\n\n";

	@Test
	void theReferenceIsWrittenFromTheMeters() throws IOException {
		String page = Files.readString(PAGE);
		String written = page.substring(0, page.indexOf(BEGIN)) + BEGIN + MetricsReference.tables();
		if (Boolean.getBoolean("tidemark.write-metrics")) {
			Files.writeString(PAGE, written);
		}

		assertThat(Files.readString(PAGE)).isEqualTo(written);
	}

	@Test
	void everyMeterIsInTheReferenceOnce() {
		assertThat(MetricsReference.sorted()).containsExactly(TidemarkMeter.values());
	}

	@Test
	void theBudgetIsThatOfTheCode() throws IOException {
		int promised = Arrays.stream(TidemarkMeter.values()).mapToInt((meter) -> meter.text().series()).sum();

		assertThat(Files.readString(PAGE)).contains("at most %d series".formatted(TidemarkMeter.BUDGET))
			.contains("together %d".formatted(promised - ExecutorMetrics.NAMED));
	}

	@Test
	void everyMeterSaysWhatItIs() {
		for (TidemarkMeter meter : TidemarkMeter.values()) {
			assertThat(meter.text().name()).as(meter.name()).matches("tidemark(\\.[a-z]+)+");
			assertThat(meter.text().description()).as(meter.name()).isNotBlank().doesNotEndWith(".");
			assertThat(meter.text().not()).as(meter.name()).doesNotEndWith(".");
		}
	}

	private static Path page() {
		Path directory = Path.of("").toAbsolutePath();
		while (!Files.exists(directory.resolve("LICENSE"))) {
			directory = directory.getParent();
		}
		return directory.resolve("docs/metrics.md");
	}

}
