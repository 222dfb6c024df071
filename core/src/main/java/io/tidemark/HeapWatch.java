package io.tidemark;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.tidemark.heap.AllocationLine;
import io.tidemark.heap.AllocationSampler;
import io.tidemark.heap.AllocationShare;
import io.tidemark.heap.ClassHistogram;
import io.tidemark.heap.ClassHistograms;
import io.tidemark.heap.GrowingClass;
import io.tidemark.heap.HeapHistory;
import io.tidemark.heap.HeapOccurrences;
import io.tidemark.heap.HeapReadings;
import io.tidemark.heap.HeapSuspects;
import io.tidemark.heap.HistogramDiff;
import io.tidemark.heap.HistogramRefusedException;
import io.tidemark.heap.HistogramRequest;
import io.tidemark.heap.LiveSet;
import io.tidemark.heap.LiveSetWatch;
import io.tidemark.heap.OldObjectRecorder;
import io.tidemark.heap.OldObjects;
import io.tidemark.heap.PauseForecast;
import io.tidemark.jvm.MemoryPools;
import io.tidemark.trend.DriftBand;
import io.tidemark.trend.Rise;
import io.tidemark.verdict.LeakVerdict;
import io.tidemark.watch.ResourceKind;
import org.jspecify.annotations.Nullable;

/**
 * The third page of the engine's table of contents: from the running heap to who may be
 * to blame for what does not come back. One thread looks and records; everything else may
 * be called by any.
 *
 * @since 0.1.0
 */
public final class HeapWatch implements HeapWitness, AutoCloseable {

	/** Time between two looks at whether a part that is off may work again. */
	private static final Duration REST = Duration.ofMillis(500);

	static final String BEGINS = "Objects are sampled while memory is watched closer, and for "
			+ HeapPace.ASKED.toMinutes() + " minutes after somebody asked. That begins now: ask again in a minute";

	private static final LiveSet NOT_LOOKED = new LiveSet(-1, -1, null, "nothing", "Nobody has looked yet.");

	private final LiveSetWatch liveSet;

	private final ClassHistograms histograms;

	private final HeapGrowth growth;

	private final OldObjectRecorder recorder;

	private final AllocationSampler sampler;

	private final HeapWork work;

	private final Supplier<List<LeakVerdict>> verdicts;

	private final MemoryPools pools = new MemoryPools();

	private final HeapReadings readings = new HeapReadings();

	private final HeapSurvivors survivors = new HeapSurvivors();

	private final HeapOccurrences occurrences = new HeapOccurrences();

	private final HeapPace pace = new HeapPace();

	private final HeapTells tells = new HeapTells();

	private volatile @Nullable Rise rise;

	private volatile @Nullable MemoryDrift drift;

	private volatile LiveSet live = NOT_LOOKED;

	private volatile @Nullable OldObjects oldObjects;

	/** The last ones that the JVM answered with. */
	private volatile @Nullable OldObjects answered;

	/** The last ones with paths: those without would hide who holds them. */
	private volatile @Nullable OldObjects held;

	private volatile @Nullable String noHistogram;

	private volatile Map<ResourceKind, HeapSuspects> suspects = Map.of();

	private volatile boolean closed;

	/** Whether objects are sampled. */
	private volatile boolean recording;

	private boolean sampling;

	/**
	 * @param liveSet knows what survives collections
	 * @param histograms counts objects by class
	 * @param recorder samples objects that stay
	 * @param sampler samples allocations
	 * @param work lets each of them work, and counts what they cost
	 * @param verdicts the verdicts as of now, by which it is decided when to look closer
	 */
	public HeapWatch(LiveSetWatch liveSet, ClassHistograms histograms, OldObjectRecorder recorder,
			AllocationSampler sampler, HeapWork work, Supplier<List<LeakVerdict>> verdicts) {
		this.liveSet = liveSet;
		this.histograms = histograms;
		this.growth = new HeapGrowth(histograms);
		this.recorder = recorder;
		this.sampler = sampler;
		this.work = work;
		this.verdicts = verdicts;
	}

	/**
	 * What happens by itself: reads the live set; takes one histogram when the
	 * application has settled, and while memory is watched closer histograms within their
	 * budget and old objects; and says who may be to blame. To be called every ten
	 * seconds. Costs microseconds while nothing is suspected; a histogram stops the
	 * application.
	 */
	public void look(Instant now) {
		this.live = this.work.measure(HeapPart.LIVE_SET, () -> this.liveSet.now(now));
		Instant measured = this.live.measured();
		if (measured != null) {
			this.occurrences.floor(measured, this.live.bytes());
			this.survivors.collected(measured);
			this.rise = this.tells.rise(measured, this.live.bytes());
		}
		remember(now);
		List<LeakVerdict> verdicts = this.verdicts.get();
		this.pace.look(now, verdicts);
		countClasses(now);
		askForOldObjects(now);
		review(now, verdicts);
		weighAllocations(now);
	}

	private void remember(Instant now) {
		DriftBand band = expected();
		long live = (this.live.unknown() == null) ? this.live.bytes() : -1;
		this.readings.add(now, this.pools.heapUsed(), live, (band != null) ? band.low() : Double.NaN,
				(band != null) ? band.high() : Double.NaN);
	}

	private void countClasses(Instant now) {
		String off = this.work.off(HeapPart.HISTOGRAMS);
		if (off != null) {
			this.noHistogram = "No histogram is taken by itself: " + off;
		}
		else if (this.pace.wantsHistogram(now)) {
			this.noHistogram = takeWithinBudget(now);
		}
	}

	/** Why none was taken, or {@code null} if one was. */
	private @Nullable String takeWithinBudget(Instant now) {
		Duration wait = this.histograms.wait(now);
		if (!wait.isZero()) {
			return "The next one is due in %d s".formatted(wait.toSeconds());
		}
		try {
			take(now, HistogramRequest.WITHIN_BUDGET);
			return null;
		}
		catch (HistogramRefusedException ex) {
			return ex.getMessage();
		}
	}

	/**
	 * Takes a class histogram, which stops the application.
	 * @param now the time
	 * @param request how it is wanted
	 * @throws HistogramRefusedException if the budget does not allow it, another one is
	 * being taken, or the JVM cannot
	 */
	public ClassHistogram take(Instant now, HistogramRequest request) {
		Object taken = this.work.measure(HeapPart.HISTOGRAMS, () -> takenOrRefused(now, request));
		if (taken instanceof HistogramRefusedException refused) {
			throw refused;
		}
		ClassHistogram histogram = (ClassHistogram) taken;
		this.work.paused(HeapPart.HISTOGRAMS, histogram.pause());
		this.pace.tookHistogram(now);
		return histogram;
	}

	/** To be refused is no failure of the part: it would step down for it. */
	private Object takenOrRefused(Instant now, HistogramRequest request) {
		try {
			return this.histograms.take(now, request);
		}
		catch (HistogramRefusedException ex) {
			return ex;
		}
	}

	private void askForOldObjects(Instant now) {
		if (this.recording && this.pace.wantsOldObjects(now)) {
			this.pace.tookOldObjects(now);
			ask(now);
		}
	}

	private void ask(Instant now) {
		this.work.measure(HeapPart.OLD_OBJECTS, () -> this.recorder.begin(now, false)).thenAccept(this::keep);
	}

	/**
	 * Asks which of the sampled objects live without waiting for the answer, for the
	 * thread that also looks at the disk of the recordings. As {@link #collect} where
	 * nothing was sampled.
	 * @param now the time
	 */
	public void collectBeside(Instant now) {
		this.pace.asked(now);
		if (this.recording) {
			ask(now);
		}
		else {
			keep(notSampled(now, false));
		}
	}

	/**
	 * Asks which of the sampled objects live, and waits for the answer. Where none are
	 * sampled, because nothing is suspected, that begins now, and the answer is empty and
	 * says so.
	 * @param now the time
	 * @param paths whether to look for who holds them, which stops the application
	 */
	public OldObjects collect(Instant now, boolean paths) {
		this.pace.asked(now);
		OldObjects collected = this.recording
				? this.work.measure(HeapPart.OLD_OBJECTS, () -> this.recorder.collect(now, paths))
				: notSampled(now, paths);
		if (paths) { // without them only others stop the application meanwhile
			this.work.paused(HeapPart.OLD_OBJECTS, collected.pause());
		}
		keep(collected);
		return collected;
	}

	private OldObjects notSampled(Instant now, boolean paths) {
		String off = this.work.off(HeapPart.OLD_OBJECTS);
		return OldObjects.none(now, (off != null) ? off : BEGINS, paths);
	}

	private void keep(OldObjects collected) {
		this.oldObjects = collected;
		if (!collected.wall().isZero()) {
			// who was not answered must not take away what is known
			this.answered = collected;
			this.held = collected.paths() ? collected : this.held;
		}
	}

	private void review(Instant now, List<LeakVerdict> verdicts) {
		Instant began = this.pace.began();
		if (began == null) {
			this.suspects = Map.of();
			return;
		}
		HeapSeen seen = seen(began, verdicts);
		Map<ResourceKind, HeapSuspects> suspects = new EnumMap<>(ResourceKind.class);
		for (ResourceKind kind : ResourceKind.values()) {
			HeapEvidence evidence = HeapEvidence.of(kind);
			if (evidence != null) {
				suspects.put(kind, seen.suspects(evidence, now, began));
			}
		}
		this.suspects = suspects;
	}

	/** Once a class is known to grow, where old objects do not point anywhere. */
	private void weighAllocations(Instant now) {
		HeapSuspects suspects = suspects();
		if (this.sampling && !this.closed && suspects != null && !suspects.classes().isEmpty()
				&& !HeapEvidence.pointSomewhere(suspects.lines()) && this.pace.wantsWindow(now)) {
			this.pace.openedWindow(now);
			this.work.measure(HeapPart.ALLOCATIONS, () -> {
				this.sampler.openWindow(now);
				return Boolean.TRUE;
			});
			endIfClosed();
		}
	}

	/**
	 * The lines that allocate about as much of a class as stays. What stays is told by a
	 * class that grew twice or more: what came from one histogram to the next may be
	 * garbage.
	 */
	private List<AllocationLine> weighed(GrowingClass grown, Instant began) {
		HistogramDiff stays = (grown.observations() > 1) ? this.growth.of(grown, began) : null;
		return (stays != null) ? this.sampler.lines(grown, stays, began) : List.of();
	}

	private HeapSeen seen(Instant began, List<LeakVerdict> verdicts) {
		OldObjects held = this.held;
		return new HeapSeen(growing(), this.histograms.kept().size(), this.noHistogram, this.answered,
				this.survivors.allocatedBefore(), noObjects(),
				(held != null) ? HeapEvidence.holder(this.recorder.lines(held, began)) : null, this.recorder::lines,
				(grown) -> weighed(grown, began), this.sampler::lines, HeapEvidence.growsWithIt(verdicts),
				this.occurrences.coincidence(began));
	}

	/**
	 * The classes that grew in as many histograms as there are for it, at most
	 * {@value ClassHistograms#OBSERVATIONS} one after the other; from the oldest to the
	 * newest if there are only two.
	 */
	public List<GrowingClass> growing() {
		return this.growth.classes();
	}

	/**
	 * Starts the recordings, looks at their disk, and ends those whose part is off.
	 * Objects are sampled while memory is suspected, and a while after somebody asked: a
	 * healthy service does not pay for it. To be called by the thread that looks. The
	 * first start takes up to a second of CPU time, which is not counted: it comes once.
	 * @return time after which to call again, 50 to 500 ms
	 */
	public Duration record(Instant now) {
		if (this.closed) {
			return REST;
		}
		Duration next = recordOldObjects(now);
		Duration other = sampleAllocations(now);
		endIfClosed();
		return (next.compareTo(other) < 0) ? next : other;
	}

	private Duration recordOldObjects(Instant now) {
		boolean may = this.work.off(HeapPart.OLD_OBJECTS) == null && this.pace.wantsSamples(now);
		if (may && !this.recording) {
			this.recorder.start(now);
		}
		else if (!may && this.recording) {
			this.recorder.rest();
			this.answered = null; // says nothing of what grows the next time
			this.held = null;
		}
		this.recording = may;
		return may ? this.work.measure(HeapPart.OLD_OBJECTS, () -> this.recorder.look(now)) : REST;
	}

	private Duration sampleAllocations(Instant now) {
		boolean may = this.work.off(HeapPart.ALLOCATIONS) == null;
		if (may && !this.sampling) {
			this.sampler.start(now);
		}
		else if (!may && this.sampling) {
			this.sampler.close();
		}
		this.sampling = may;
		return may ? this.work.measure(HeapPart.ALLOCATIONS, () -> this.sampler.look(now)) : REST;
	}

	/** How much of the heap lives, as of the last look. */
	public LiveSet live() {
		return this.live;
	}

	/** Heap in use, its floor and what was expected, over the last hour. */
	public HeapHistory hour() {
		return this.readings.hour();
	}

	/** The class histograms. */
	public ClassHistograms histograms() {
		return this.histograms;
	}

	/** What the leak profiler told last, or {@code null} if nobody asked. */
	public @Nullable OldObjects oldObjects() {
		return this.oldObjects;
	}

	/**
	 * Why old objects cannot be asked for, as a sentence; {@code null} if they can, even
	 * if none are sampled at the moment.
	 */
	public @Nullable String noObjects() {
		String off = this.work.off(HeapPart.OLD_OBJECTS);
		return (off != null || !this.recording) ? off : this.recorder.because();
	}

	/** How long it would stop the application to look for paths now. */
	public PauseForecast pathsForecast() {
		return this.recorder.pathsForecast();
	}

	/** The lines that allocated what stayed, the likeliest first. */
	public List<AllocationLine> lines() {
		OldObjects objects = this.oldObjects;
		return (objects != null) ? this.recorder.lines(objects) : List.of();
	}

	/** Which packages allocate most, with their rates. */
	public List<AllocationShare> packages(int top) {
		return this.sampler.packages(top);
	}

	/** Which endpoints allocate most, with their rates. */
	public List<AllocationShare> endpoints(int top) {
		return this.sampler.endpoints(top);
	}

	/** Takes what happens beside the heap, for what may coincide with its steps. */
	public HeapOccurrences occurrences() {
		return this.occurrences;
	}

	/** Who may be to blame for heap that does not come back, or {@code null}. */
	public @Nullable HeapSuspects suspects() {
		return suspects(ResourceKind.HEAP);
	}

	@Override
	public @Nullable HeapSuspects suspects(ResourceKind kind) {
		return this.suspects.get(kind);
	}

	/** Takes what expects memory by the load, from now on. */
	public void expect(MemoryDrift drift) {
		this.drift = drift;
	}

	/**
	 * How much memory the load needed before, or {@code null} while that is not known.
	 */
	public @Nullable DriftBand expected() {
		MemoryDrift drift = this.drift;
		return (drift != null) ? drift.band() : null;
	}

	@Override
	public @Nullable String drift() {
		MemoryDrift drift = this.drift;
		return (drift != null) ? drift.sentence() : null;
	}

	@Override
	public @Nullable Rise rise() {
		return this.rise;
	}

	@Override
	public @Nullable String unknown() {
		return this.live.unknown();
	}

	/** Ends all recordings and listens to nothing any more. */
	@Override
	public void close() {
		this.closed = true;
		endRecordings();
		this.liveSet.close();
	}

	/** The thread that looks may have begun to record before somebody else closed. */
	private void endIfClosed() {
		if (this.closed) {
			endRecordings();
		}
	}

	private void endRecordings() {
		this.recorder.close();
		this.sampler.close();
	}

}
