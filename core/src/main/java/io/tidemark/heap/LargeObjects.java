package io.tidemark.heap;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How long large objects live: sampled objects of at least 1 MB by size and age. Counts
 * are samples, not objects; but of what large objects there are the leak profiler sees
 * far more than of small ones.
 *
 * @param buckets buckets that hold any, largest objects first, then oldest
 * @since 0.1.0
 */
public record LargeObjects(List<Bucket> buckets) {

	private static final long MEGABYTE = 1024 * 1024;

	private static final List<Long> SIZES = List.of(64 * MEGABYTE, 16 * MEGABYTE, 4 * MEGABYTE, MEGABYTE);

	private static final List<Duration> AGES = List.of(Duration.ofHours(1), Duration.ofMinutes(10),
			Duration.ofMinutes(1), Duration.ZERO);

	public LargeObjects {
		buckets = List.copyOf(buckets);
	}

	/** The large ones among these. */
	public static LargeObjects of(OldObjects objects) {
		List<Bucket> buckets = new ArrayList<>();
		for (long size : SIZES) {
			for (Duration age : AGES) {
				long count = objects.objects()
					.stream()
					.filter((object) -> floor(SIZES, object.bytes(), MEGABYTE) == size && object.bytes() >= MEGABYTE)
					.filter((object) -> floor(AGES, object.age(), Duration.ZERO).equals(age))
					.count();
				if (count > 0) {
					buckets.add(new Bucket(size, age, (int) count));
				}
			}
		}
		return new LargeObjects(buckets);
	}

	private static <T extends Comparable<T>> T floor(List<T> descending, T value, T otherwise) {
		return descending.stream().filter((bound) -> bound.compareTo(value) <= 0).findFirst().orElse(otherwise);
	}

	/** All samples. */
	public int samples() {
		return this.buckets.stream().mapToInt(Bucket::samples).sum();
	}

	/**
	 * Large objects of about one size and one age.
	 *
	 * @param leastBytes bytes that each has at least: 1, 4, 16 or 64 MB
	 * @param leastAge age that each has at least: 0, 1 or 10 minutes, or an hour
	 * @param samples number of samples, at least 1
	 */
	public record Bucket(long leastBytes, Duration leastAge, int samples) {

	}

}
