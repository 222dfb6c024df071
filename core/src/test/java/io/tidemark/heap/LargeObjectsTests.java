package io.tidemark.heap;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LargeObjectsTests {

	private static final int MEGABYTE = 1024 * 1024;

	@Test
	void objectsAreCountedBySizeAndAge() {
		LargeObjects large = LargeObjects.of(objects(object(20 * MEGABYTE, 30), object(2 * MEGABYTE, 90),
				object(MEGABYTE, 61), object(MEGABYTE, 0)));

		assertThat(large.buckets()).containsExactly(new LargeObjects.Bucket(16 * MEGABYTE, Duration.ofMinutes(10), 1),
				new LargeObjects.Bucket(MEGABYTE, Duration.ofHours(1), 2),
				new LargeObjects.Bucket(MEGABYTE, Duration.ZERO, 1));
		assertThat(large.samples()).isEqualTo(4);
	}

	@Test
	void smallObjectsAndThoseOfUnknownSizeAreNone() {
		assertThat(LargeObjects.of(objects(object(MEGABYTE - 1, 30), object(-1, 30))).buckets()).isEmpty();
	}

	private static OldObject object(long bytes, int minutes) {
		return new OldObject("byte[]", bytes, bytes, Duration.ofMinutes(minutes), null, List.of(), List.of());
	}

	private static OldObjects objects(OldObject... objects) {
		return new OldObjects(Instant.EPOCH, List.of(objects), null, false, Duration.ZERO, Duration.ZERO);
	}

}
