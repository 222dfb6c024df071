package io.tidemark.report;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

import io.tidemark.heap.AllocationLine;
import io.tidemark.heap.AllocationShare;
import io.tidemark.heap.ClassHistogram;
import io.tidemark.heap.GrowingClass;
import io.tidemark.heap.HeapHistory;
import io.tidemark.heap.HeapSuspects;
import io.tidemark.heap.HistogramDiff;
import io.tidemark.heap.LiveSet;
import io.tidemark.heap.OldObjects;
import io.tidemark.verdict.Grade;
import io.tidemark.verdict.LeakVerdict;
import io.tidemark.watch.ResourceKind;
import org.jspecify.annotations.Nullable;

/**
 * All that is known of the memory at one moment, as a report needs it. Nothing in it was
 * measured for the report.
 *
 * @param time when it was asked for
 * @param diff the difference of two histograms, or {@code null} if none has been taken
 * @param kept the histograms that are kept, newest first
 * @param growing classes that grew in each of several histograms
 * @param live what lives in the heap
 * @param limit bytes that the heap can have, -1 if not known
 * @param expected what the load should need, or {@code null} if nobody learns it
 * @param survivors what the JVM's leak profiler told last, or {@code null} if nobody
 * asked
 * @param lines lines that allocated what stayed, the likeliest first
 * @param packages what each package allocates, most first
 * @param endpoints what each endpoint allocates, most first
 * @param suspects who may be to blame, or {@code null} if nobody is suspected
 * @param prices what it would cost to ask for more
 * @param hour the heap over the last hour, or {@code null} if nobody remembers it
 * @param verdicts the verdicts on memory, worst grade first
 * @since 0.1.0
 */
public record HeapPicture(Instant time, @Nullable HistogramDiff diff, List<ClassHistogram> kept,
		List<GrowingClass> growing, LiveSet live, long limit, @Nullable ExpectedHeap expected,
		@Nullable OldObjects survivors, List<AllocationLine> lines, List<AllocationShare> packages,
		List<AllocationShare> endpoints, @Nullable HeapSuspects suspects, HeapPrices prices, @Nullable HeapHistory hour,
		List<LeakVerdict> verdicts) {

	public HeapPicture {
		kept = List.copyOf(kept);
		growing = List.copyOf(growing);
		lines = List.copyOf(lines);
		packages = List.copyOf(packages);
		endpoints = List.copyOf(endpoints);
		verdicts = List.copyOf(verdicts);
	}

	/**
	 * Why there is no difference, or none that tells anything, as a sentence;
	 * {@code null} if there is one.
	 */
	@Nullable String missing() {
		if (this.prices.unsupported() != null) {
			return HeapNotes.sentence(this.prices.unsupported());
		}
		if (this.diff == null) {
			return "No histogram has been taken yet; " + howToTake();
		}
		return isOfOne() ? "Histogram " + this.diff.from().id() + " is compared with itself; " + howToTake() : null;
	}

	/** Whether there are no two histograms to compare. */
	boolean isOfOne() {
		return this.diff == null || this.diff.from().id().equals(this.diff.to().id());
	}

	private String howToTake() {
		if (this.prices.histogram() == null) {
			return "POST takes one.";
		}
		return "POST {} takes one, which " + HeapNotes.price(this.prices.histogram()) + " ("
				+ this.prices.histogram().basis() + ").";
	}

	/** The verdicts that say something, and that on what lives, whatever it says. */
	List<LeakVerdict> worthTelling() {
		return this.verdicts.stream()
			.filter((verdict) -> verdict.kind() == ResourceKind.HEAP || verdict.grade().compareTo(Grade.WATCHING) >= 0)
			.toList();
	}

	/** Whether there are survivors with stacks to draw. */
	boolean hasSurvivors() {
		return this.survivors != null && !this.survivors.objects().isEmpty();
	}

	/** The same picture of two other histograms. */
	public HeapPicture withDiff(@Nullable HistogramDiff diff) {
		return new HeapPicture(this.time, diff, this.kept, this.growing, this.live, this.limit, this.expected,
				this.survivors, this.lines, this.packages, this.endpoints, this.suspects, this.prices, this.hour,
				this.verdicts);
	}

	/** The newest histogram. */
	@Nullable ClassHistogram newest() {
		return this.kept.isEmpty() ? null : Objects.requireNonNull(this.kept.get(0));
	}

}
