package io.tidemark.boot.endpoint;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

import io.tidemark.HeapWatch;
import io.tidemark.MemoryDrift;
import io.tidemark.heap.ClassHistograms;
import io.tidemark.heap.GrowingClass;
import io.tidemark.report.ExpectedHeap;
import io.tidemark.report.HeapPicture;
import io.tidemark.report.HeapPrices;
import io.tidemark.trend.DriftBand;
import io.tidemark.verdict.LeakVerdict;
import io.tidemark.watch.ResourceKind;
import org.jspecify.annotations.Nullable;

/**
 * Puts together what is known of memory. It measures nothing.
 *
 * @since 0.1.0
 */
public final class HeapPictures {

	private static final Set<ResourceKind> MEMORY = EnumSet.of(ResourceKind.HEAP, ResourceKind.METASPACE,
			ResourceKind.DIRECT_BUFFERS, ResourceKind.NATIVE);

	/** A class that grew once may have grown by chance. */
	private static final int TWICE = 2;

	private final Supplier<List<LeakVerdict>> verdicts;

	private final Supplier<@Nullable MemoryDrift> drift;

	private final Duration maxPause;

	private final long limit;

	private final int top;

	/**
	 * @param verdicts the verdicts on all that is watched; empty where nothing is
	 * @param drift expects memory by the load, or gives {@code null} where nobody does
	 * @param maxPause forecast above which a histogram is refused unless forced
	 * @param limit bytes that the heap can have
	 * @param top packages and endpoints that are told, each
	 */
	public HeapPictures(Supplier<List<LeakVerdict>> verdicts, Supplier<@Nullable MemoryDrift> drift, Duration maxPause,
			long limit, int top) {
		this.verdicts = verdicts;
		this.drift = drift;
		this.maxPause = maxPause;
		this.limit = limit;
		this.top = top;
	}

	/**
	 * The picture with the difference of two histograms.
	 * @param from name or id of the older one, by default the first
	 * @param to name or id of the newer one, by default the newest
	 */
	HeapPicture of(HeapWatch watch, @Nullable String from, @Nullable String to, Instant now) {
		List<GrowingClass> growing = watch.growing().stream().filter((one) -> one.observations() >= TWICE).toList();
		KeptHistograms kept = new KeptHistograms(watch.histograms().kept());
		return new HeapPicture(now, kept.diff(from, to, growing), kept.newestFirst(), growing, watch.live(), this.limit,
				expected(), watch.oldObjects(), watch.lines(), watch.packages(this.top), watch.endpoints(this.top),
				watch.suspects(), prices(watch, now), watch.hour(), memory());
	}

	private @Nullable ExpectedHeap expected() {
		MemoryDrift drift = this.drift.get();
		if (drift == null) {
			return null;
		}
		DriftBand band = drift.band();
		String because = (drift.sentence() != null) ? drift.sentence() : drift.learning();
		String state = drift.state().name().toLowerCase(Locale.ROOT);
		return (band != null) ? new ExpectedHeap(band.expected(), band.low(), band.high(), state, because)
				: new ExpectedHeap(Double.NaN, Double.NaN, Double.NaN, state, because);
	}

	private HeapPrices prices(HeapWatch watch, Instant now) {
		ClassHistograms histograms = watch.histograms();
		String unsupported = histograms.unsupported();
		boolean supported = unsupported == null;
		return new HeapPrices(supported ? histograms.forecast(false) : null,
				supported ? histograms.forecast(true) : null,
				(watch.noObjects() == null) ? watch.pathsForecast() : null, watch.noObjects() == null,
				histograms.wait(now), this.maxPause, unsupported);
	}

	private List<LeakVerdict> memory() {
		return this.verdicts.get()
			.stream()
			.filter((verdict) -> MEMORY.contains(verdict.kind()))
			.sorted(Comparator.comparing(LeakVerdict::grade).reversed())
			.toList();
	}

}
