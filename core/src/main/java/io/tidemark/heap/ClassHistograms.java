package io.tidemark.heap;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import io.tidemark.origin.OriginFrameFinder;
import org.jspecify.annotations.Nullable;

/**
 * Counts the objects of the running JVM by class, within a budget, and tells which
 * classes grow. A histogram stops the application: 9 to 18 ns for each object, garbage
 * included, up to 45 ns if a full collection comes first. So at most one is taken in an
 * interval, none whose forecast is too long, and one at a time.
 * <p>
 * Safe for use by several threads. Keeps a bounded number of histograms of at most 5,000
 * classes each: 8 of them hold below 2 MB.
 *
 * @since 0.1.0
 */
public final class ClassHistograms {

	/** Observations in which a class must grow before it is worth a word. */
	public static final int OBSERVATIONS = 3;

	/** A last one that is so far ahead tells a clock that was set. */
	private static final Duration SET_BACK = Duration.ofMinutes(1);

	private static final Duration BUSY = Duration.ofSeconds(1);

	private final HistogramSettings settings;

	private final CountedJvm jvm;

	private final Function<Instant, @Nullable LiveSet> live;

	private final OriginFrameFinder finder;

	private final KeptHistograms kept;

	private final PauseForecaster forecaster;

	private final AtomicBoolean busy = new AtomicBoolean();

	private final AtomicInteger sequence = new AtomicInteger();

	private volatile @Nullable Instant last;

	/** Histograms of this JVM whose live set nobody watches. */
	public ClassHistograms(HistogramSettings settings) {
		this(settings, (now) -> null, new OriginFrameFinder(List.of()));
	}

	/**
	 * Histograms of this JVM.
	 * @param settings their budget
	 * @param live the live set at a moment, cheap to ask; while it is not known to grow,
	 * no class is called growing in histograms that have garbage in them
	 * @param finder knows the classes of the application, which explain others first
	 */
	public ClassHistograms(HistogramSettings settings, Function<Instant, @Nullable LiveSet> live,
			OriginFrameFinder finder) {
		this(settings, live, finder, new ThisJvm());
	}

	ClassHistograms(HistogramSettings settings, Function<Instant, @Nullable LiveSet> live, OriginFrameFinder finder,
			CountedJvm jvm) {
		this.settings = settings;
		this.live = live;
		this.finder = finder;
		this.jvm = jvm;
		this.kept = new KeptHistograms(settings.kept());
		this.forecaster = new PauseForecaster(jvm.workers());
	}

	/** Why this JVM counts no objects, as a sentence; {@code null} if it does. */
	public @Nullable String unsupported() {
		return this.jvm.unsupported();
	}

	/** How long a histogram would stop the application now, garbage included. */
	public PauseForecast forecast() {
		return forecast(false);
	}

	/**
	 * How long a histogram would stop the application now.
	 * @param collect whether a full collection would come first
	 */
	public PauseForecast forecast(boolean collect) {
		synchronized (this.forecaster) {
			return this.forecaster.forecast(this.jvm.heapUsed(), collect, this.jvm.nanos());
		}
	}

	/** How long to wait until the budget allows the next one; zero if it does now. */
	public Duration wait(Instant now) {
		Instant last = this.last;
		if (last == null) {
			return Duration.ZERO;
		}
		if (now.isBefore(last.minus(SET_BACK))) {
			this.last = now; // as if it had been taken now, or nobody could for hours
			last = now;
		}
		Duration left = Duration.between(now, last.plus(this.settings.interval()));
		return left.isNegative() ? Duration.ZERO : left;
	}

	/**
	 * Takes a histogram and keeps it. Stops the application, for about as long as
	 * {@link #forecast(boolean)} said.
	 * @param now the time
	 * @param request how it is wanted; one that is forced delays the next one as any
	 * other
	 * @throws HistogramRefusedException if the budget does not allow it, another one is
	 * being taken, or the JVM cannot
	 */
	public ClassHistogram take(Instant now, HistogramRequest request) {
		String unsupported = unsupported();
		if (unsupported != null) {
			throw new HistogramRefusedException(unsupported, Duration.ZERO);
		}
		if (!this.busy.compareAndSet(false, true)) {
			throw new HistogramRefusedException("Another class histogram is being taken.", BUSY);
		}
		try {
			if (!request.forced()) {
				checkBudget(now, request);
			}
			return count(now, request.collect());
		}
		finally {
			this.busy.set(false);
		}
	}

	private void checkBudget(Instant now, HistogramRequest request) {
		Duration wait = wait(now);
		if (!wait.isZero()) {
			throw new HistogramRefusedException(
					"One class histogram is taken in %d seconds; the next is due in %d, or at once if it is forced."
						.formatted(this.settings.interval().toSeconds(), wait.plusMillis(999).toSeconds()),
					wait);
		}
		PauseForecast forecast = forecast(request.collect());
		if (forecast.pause().compareTo(this.settings.maxPause()) > 0) {
			throw new HistogramRefusedException(
					"A class histogram would stop the application for about %d ms, allowed are %d unless it is forced: %s."
						.formatted(forecast.pause().toMillis(), this.settings.maxPause().toMillis(), forecast.basis()),
					Duration.ZERO);
		}
	}

	/** One that fails delays the next one too: it may have stopped the application. */
	private ClassHistogram count(Instant now, boolean collect) {
		this.last = now;
		try {
			@Nullable LiveSet live = this.live.apply(now);
			long heapUsed = this.jvm.heapUsed();
			long collections = this.jvm.collections();
			long start = this.jvm.nanos();
			long stopped = this.jvm.stoppedNanos();
			String text = this.jvm.count(collect);
			Duration pause = Duration.ofNanos(this.jvm.stoppedNanos() - stopped);
			HistogramTable table = HistogramText.read(text);
			Duration wall = Duration.ofNanos(this.jvm.nanos() - start);
			ClassHistogram histogram = histogram(now, table, collect, pause, wall);
			learn(histogram, heapUsed);
			return this.kept.add(new Observation(histogram, !collect && this.jvm.countsGarbage(), collections, live));
		}
		catch (IllegalStateException | MalformedHistogramException ex) {
			throw new HistogramRefusedException(ex.getMessage(), ex);
		}
	}

	private ClassHistogram histogram(Instant now, HistogramTable table, boolean collected, Duration pause,
			Duration wall) {
		return new ClassHistogram("h" + this.sequence.incrementAndGet(), now, table.largest(), table.instances(),
				table.bytes(), table.omitted(), collected, pause, wall);
	}

	private void learn(ClassHistogram histogram, long heapUsed) {
		synchronized (this.forecaster) {
			this.forecaster.taken(histogram, heapUsed, this.jvm.nanos());
		}
	}

	/** The kept histograms, newest first; the last is the first that was taken. */
	public List<ClassHistogram> kept() {
		List<ClassHistogram> newestFirst = new ArrayList<>();
		this.kept.oldestFirst().forEach((observation) -> newestFirst.add(observation.histogram()));
		Collections.reverse(newestFirst);
		return newestFirst;
	}

	/** The kept histogram with this identifier, or {@code null}. */
	public @Nullable ClassHistogram find(String id) {
		return this.kept.find(id);
	}

	/** What changed, without saying which class explains which. */
	public static HistogramDiff diff(ClassHistogram from, ClassHistogram to) {
		return diff(from, to, List.of());
	}

	/**
	 * What changed.
	 * @param from the older one
	 * @param to the newer one
	 * @param growing growing classes, to which the growth of others is credited
	 */
	public static HistogramDiff diff(ClassHistogram from, ClassHistogram to, List<GrowingClass> growing) {
		return new HistogramDiffer(growing).diff(from, to);
	}

	/**
	 * The classes that grew in each of the last observations, those that explain most
	 * bytes first, at most 50. Empty while there are too few histograms that can be
	 * compared: those with garbage in them need collections in between, and a live set
	 * that grew where it is watched. Takes some milliseconds, stops nothing.
	 * @param observations histograms in which a class must have grown, one after the
	 * other, at least 2; one more is needed to begin with
	 */
	public List<GrowingClass> growing(int observations) {
		return new GrowthSearch(observations, this.finder).search(this.kept.oldestFirst());
	}

}
