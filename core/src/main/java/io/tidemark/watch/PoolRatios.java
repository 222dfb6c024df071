package io.tidemark.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Hit ratios of pools and caches, from counts, a minute at a time. A ratio that falls by
 * a fifth within a quarter of an hour of the start makes what was deployed suspicious:
 * keys that never match again, a bound that is too small, connections that are thrown
 * away.
 * <p>
 * Within one process there is no former version. Where the ratios of the process before
 * are given they are what counts, and are compared once at the end of the quarter,
 * because a cache begins empty. Else it is the first ratio that was steady for three
 * minutes, and a version that is bad from its first minute on stays unseen.
 * <p>
 * At most {@value #MOST} pools; one thread reads, others may ask.
 *
 * @since 0.1.0
 */
public final class PoolRatios {

	/** Pools at most; later ones are not read. */
	public static final int MOST = 64;

	/** Time after the start within which a fall is put down to the deployment. */
	public static final Duration AFTER_START = Duration.ofMinutes(15);

	/** A ratio of fewer requests says nothing. */
	static final double LEAST_REQUESTS = 100;

	/** A fall to less than that share of the reference is suspicious. */
	static final double FALL = 0.8;

	/** Minutes of the same ratio, by a tenth, that are steady. */
	private static final int STEADY = 3;

	private static final double SAME = 0.1;

	/** Minutes in a row that must have fallen. */
	private static final int HELD = 2;

	private final Map<String, Double> before;

	private final Map<String, Pool> pools = new LinkedHashMap<>();

	private volatile List<PoolRatio> ratios = List.of();

	/**
	 * @param before ratios of the process before by {@code kind:name}, empty if they were
	 * not kept
	 */
	public PoolRatios(Map<String, Double> before) {
		this.before = Map.copyOf(before);
	}

	/**
	 * Takes the counts; to be called once a minute.
	 * @param age time since the process started
	 * @param counts what the pools counted
	 */
	public void read(Duration age, List<PoolCounts> counts) {
		for (PoolCounts each : counts) {
			String key = each.kind() + ":" + each.name();
			if (this.pools.size() < MOST || this.pools.containsKey(key)) {
				this.pools.computeIfAbsent(key, (absent) -> new Pool(this.before.getOrDefault(key, Double.NaN)))
					.take(age, each);
			}
		}
		this.ratios = this.pools.values()
			.stream()
			.map(Pool::ratio)
			.sorted(Comparator.comparing((PoolRatio ratio) -> ratio.suspicion() == null)
				.thenComparing(PoolRatio::kind)
				.thenComparing(PoolRatio::name))
			.toList();
	}

	/** What is known of each pool, the suspicious first. */
	public List<PoolRatio> ratios() {
		return this.ratios;
	}

	/** The ratios to be kept for the next process, those that are known. */
	public Map<String, Double> kept() {
		Map<String, Double> kept = new LinkedHashMap<>();
		this.ratios.stream()
			.filter((ratio) -> Double.isFinite(ratio.ratio()))
			.forEach((ratio) -> kept.put(ratio.kind() + ":" + ratio.name(), ratio.ratio()));
		return kept;
	}

	/**
	 * One pool.
	 */
	private static final class Pool {

		private final boolean compared;

		private final List<Double> first = new ArrayList<>();

		private double reference;

		private PoolCounts last = new PoolCounts("", "", Double.NaN, Double.NaN);

		private double ratio = Double.NaN;

		private int fallen;

		private boolean judged;

		private @Nullable String suspicion;

		Pool(double before) {
			this.reference = before;
			this.compared = Double.isFinite(before);
		}

		void take(Duration age, PoolCounts counts) {
			PoolCounts before = this.last;
			this.last = counts;
			double hits = counts.hits() - before.hits();
			double misses = counts.misses() - before.misses();
			// also false where there was no reading before or the counts began anew
			if (hits >= 0 && misses >= 0 && hits + misses >= LEAST_REQUESTS) {
				this.ratio = hits / (hits + misses);
				judge(age);
			}
		}

		private void judge(Duration age) {
			boolean early = age.compareTo(AFTER_START) <= 0;
			if (this.compared) {
				// the first ratio after the quarter, when caches are warm
				if (!early && !this.judged) {
					this.judged = true;
					suspectIf(hasFallen(), "than in the process before");
				}
				return;
			}
			settle();
			if (early && this.suspicion == null) {
				this.fallen = hasFallen() ? this.fallen + 1 : 0;
				suspectIf(this.fallen >= HELD, "than when it was first steady");
			}
		}

		private void settle() {
			if (Double.isFinite(this.reference)) {
				return;
			}
			if (!this.first.isEmpty() && Math.abs(this.ratio - this.first.get(0)) > SAME * this.first.get(0)) {
				this.first.clear();
			}
			this.first.add(this.ratio);
			if (this.first.size() >= STEADY) {
				this.reference = this.first.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
				this.first.clear();
			}
		}

		private boolean hasFallen() {
			return this.ratio < FALL * this.reference;
		}

		private void suspectIf(boolean fallen, String than) {
			if (fallen) {
				this.suspicion = String.format(Locale.ROOT,
						"Within %d min of the start its hit ratio is lower %s: %.0f %% instead of %.0f %%. What was deployed may be why.",
						AFTER_START.toMinutes(), than, 100 * this.ratio, 100 * this.reference);
			}
		}

		PoolRatio ratio() {
			return new PoolRatio(this.last.kind(), this.last.name(), this.ratio, this.reference, this.suspicion);
		}

	}

}
