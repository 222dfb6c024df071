package io.tidemark.trend;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

import io.tidemark.watch.MalformedHistoryException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DriftVersionsTests {

	private final PlantedService service = new PlantedService(2);

	private final DriftVersions versions = new DriftVersions("1.2.2");

	@Test
	void theNextProcessGoesOnWithWhatThisOneLearned() {
		this.service.next(this.versions.model(), 5 * PlantedService.DAY);
		DriftBand before = this.versions.model().band(this.service.load, Duration.ofDays(5));

		DriftVersions next = new DriftVersions("1.2.2");
		boolean known = next.goOn(this.versions.toBytes(this.service.now()), this.service.now());

		assertThat(known).isTrue();
		assertThat(before).isNotNull();
		assertThat(next.model().band(this.service.load, Duration.ofDays(5))).isEqualTo(before);
	}

	@Test
	void anotherVersionLearnsAnewAndSaysWhatTheLastOneNeeded() {
		this.service.next(this.versions.model(), 5 * PlantedService.DAY);

		DriftVersions next = new DriftVersions("1.2.3");
		boolean known = next.goOn(this.versions.toBytes(this.service.now()), this.service.now());
		DriftReading reading = this.service.next(next.model());

		assertThat(known).isFalse();
		assertThat(reading.state()).isEqualTo(DriftState.LEARNING);
		assertThat(next.learning(reading, Duration.ofHours(3))).matches("It learns what a load needs, for 2\\d h.* at "
				+ "least \\(new version 1\\.2\\.3; the last one, 1\\.2\\.2, needed \\d+ MB at this load\\)\\.");
	}

	@Test
	void whereNoVersionWasBeforeItSaysOnlyHowLongItLearns() {
		DriftReading reading = this.service.next(this.versions.model(), 12);

		assertThat(this.versions.learning(reading, this.service.age()))
			.matches("It learns what a load needs, for 2\\d h.* at least\\.");
	}

	@Test
	void atMostFourVersionsAreKeptInAFewKilobytes() {
		byte[] written = this.versions.toBytes(this.service.now());
		for (int i = 0; i < 10; i++) {
			DriftVersions next = new DriftVersions("x".repeat(200).replace('x', (char) ('\u4e00' + i)));
			next.goOn(written, this.service.now());
			this.service.next(next.model());
			written = next.toBytes(this.service.now());
			assertThat(next.size()).isLessThanOrEqualTo(DriftVersions.MOST);
		}

		assertThat(written).hasSizeLessThan(DriftVersions.BYTES);
	}

	@Test
	void aFileThatIsCutOffOrDamagedOrForeignIsRefusedWithASentence() {
		byte[] written = this.versions.toBytes(this.service.now());
		byte[] damaged = written.clone();
		damaged[100] ^= 1;

		refuse(Arrays.copyOf(written, written.length - 1), "expected the checksum");
		refuse(damaged, "it is cut off or damaged");
		refuse("something else".getBytes(), "expected TIDD as the first bytes, found 736f6d65");
		refuse(new byte[0], "expected TIDD as the first bytes, found ");
		refuse(new byte[DriftVersions.BYTES + 1], "expected at most 8192 bytes, found 8193");
	}

	@Test
	void aFileOfSomebodyElseIsForeignAndADamagedOneIsNot() {
		assertThatExceptionOfType(MalformedHistoryException.class)
			.isThrownBy(() -> this.versions.goOn("else".getBytes(), this.service.now()))
			.matches(MalformedHistoryException::isForeign);
		assertThatExceptionOfType(MalformedHistoryException.class)
			.isThrownBy(() -> this.versions.goOn("TIDD".getBytes(), this.service.now()))
			.matches((ex) -> !ex.isForeign());
	}

	@Test
	void numbersThatAreNoneAreRefused() {
		byte[] written = this.versions.toBytes(this.service.now());
		ByteBuffer bytes = ByteBuffer.wrap(written);
		bytes.putDouble(18 + 4 + 5 + 8, Double.NaN);
		java.util.zip.CRC32 check = new java.util.zip.CRC32();
		check.update(written, 0, written.length - 4);
		bytes.putInt(written.length - 4, (int) check.getValue());

		refuse(written, "expected finite numbers, found NaN");
	}

	@Test
	void aFileThatIsTooOldOrOfTheFutureIsRefused() {
		Instant now = this.service.now();

		refuse(this.versions.toBytes(now.minus(Duration.ofDays(15))), "expected that it was written within 14 days");
		refuse(this.versions.toBytes(now.plus(Duration.ofDays(1))), "expected that it was written within 14 days");
	}

	private void refuse(byte[] written, String sentence) {
		assertThatExceptionOfType(MalformedHistoryException.class)
			.isThrownBy(() -> this.versions.goOn(written, this.service.now()))
			.withMessageContaining(sentence);
		assertThat(this.versions.size()).isEqualTo(1);
	}

}
