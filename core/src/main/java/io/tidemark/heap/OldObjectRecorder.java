package io.tidemark.heap;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.tidemark.jvm.Backoff;
import io.tidemark.jvm.FlightRecorderGuard;
import io.tidemark.jvm.FlightRecorderVerdict;
import io.tidemark.jvm.PauseClock;
import io.tidemark.origin.OriginFrameFinder;
import org.jspecify.annotations.Nullable;

/**
 * Asks the JVM's leak profiler which objects stay, and which lines allocated them.
 * <p>
 * The profiler samples from {@link #start} on, in memory: 256 objects at most, whatever
 * the heap holds. Nothing is written to disk but while somebody asks: some 150 kB for
 * less than a second, only where the guard of the disk allows. What it has sampled
 * outlives a full disk.
 * <p>
 * Asking without paths does not stop the application. Paths to the root do, see
 * {@link #pathsForecast()}.
 * <p>
 * {@link #start}, {@link #look}, {@link #rest} and {@link #close} are for the thread of a
 * schedule; {@link #collect} may be called by any, one at a time, but not by the thread
 * of the schedule with paths: it waits for them.
 *
 * @since 0.1.0
 */
public final class OldObjectRecorder implements AutoCloseable {

	/** Time until a profiler that was stopped or has failed is started again. */
	static final Duration BACKOFF = Duration.ofMinutes(1);

	/** Fewer samples need an explanation. */
	static final int FEW = 20;

	/**
	 * Time that the JVM may search for paths. It looks at its watch now and then only:
	 * the search through large arrays can take longer (JDK-8373490).
	 */
	static final Duration SEARCH = Duration.ofSeconds(10);

	/** Time that asking without paths may take; takes 10 to 60 ms. */
	private static final Duration PATIENCE = Duration.ofSeconds(10);

	/** Time that {@link #close()} waits. */
	private static final Duration PATIENCE_TO_END = Duration.ofSeconds(2);

	private static final Duration LOOK = Duration.ofMillis(500);

	/** Classes that hold memory outside the heap, or stand for it. */
	private static final Set<String> DIRECT_BUFFERS = Set.of("java.nio.DirectByteBuffer",
			"java.nio.DirectByteBuffer$Deallocator", "jdk.internal.ref.Cleaner",
			"io.netty.buffer.PooledUnsafeDirectByteBuf", "io.netty.buffer.PooledDirectByteBuf",
			"io.netty.buffer.UnpooledUnsafeDirectByteBuf", "io.netty.buffer.UnpooledDirectByteBuf");

	private final FlightRecorderGuard guard;

	private final OldObjectLines lines;

	private final LeakProfiler.Source source;

	private final ProfiledCollector collector;

	private final PathsPrice price = new PathsPrice();

	private final PauseClock pauses = new PauseClock();

	private final AtomicBoolean asking = new AtomicBoolean();

	private final AtomicInteger failures = new AtomicInteger();

	private volatile @Nullable LeakProfiler profiler;

	private volatile @Nullable String because = "it has not been started";

	/** Why nobody may ask although it samples, or {@code null}. */
	private volatile @Nullable String disk;

	private boolean wanted;

	private final Backoff backoff = new Backoff(BACKOFF);

	/**
	 * A recorder that does nothing until it is started.
	 * @param guard who says whether the flight recorder may write
	 * @param finder finds the line that a person would name
	 */
	public OldObjectRecorder(FlightRecorderGuard guard, OriginFrameFinder finder) {
		this(guard, finder, FlightRecorderLeakProfiler::start, ProfiledCollector.ofThisJvm());
	}

	OldObjectRecorder(FlightRecorderGuard guard, OriginFrameFinder finder, LeakProfiler.Source source,
			ProfiledCollector collector) {
		this.guard = guard;
		this.lines = new OldObjectLines(finder);
		this.source = source;
		this.collector = collector;
	}

	/**
	 * Starts to sample, if guard and collector allow; {@link #because} says whether it
	 * does. The first user of the flight recorder waits 0.1 to 0.9 s for it.
	 * @param now the time
	 */
	public synchronized void start(Instant now) {
		this.wanted = true;
		if (this.profiler == null) {
			open(now);
		}
	}

	/**
	 * Looks at the disk, and starts again a minute later what did not start or was ended
	 * by somebody else. Costs 20 to 40 microseconds.
	 * @param now the time
	 * @return time after which to call again, 50 to 500 ms
	 */
	public synchronized Duration look(Instant now) {
		LeakProfiler profiler = this.profiler;
		if (profiler == null) {
			if (this.wanted && this.backoff.isOver(now)) {
				open(now);
			}
			return LOOK;
		}
		if (!profiler.runs()) {
			stop("its recording was ended by somebody else");
			this.backoff.begin(now);
			return LOOK;
		}
		FlightRecorderVerdict verdict = this.guard.mayGoOn(now);
		this.disk = verdict.allowed() ? null : "it samples but cannot be asked: " + verdict.because();
		return verdict.nextLook();
	}

	/** Why it does not work, as a sentence; {@code null} if it does. */
	public @Nullable String because() {
		String because = this.because;
		return (because != null) ? because : this.disk;
	}

	/** How often it could not start or be asked. */
	public int failures() {
		return this.failures.get();
	}

	/**
	 * The sampled objects that are alive, and waits for them. Without paths it takes 0.1
	 * to 1 s, most of it beside the application, and stops nothing.
	 * @param now the time
	 * @param paths whether to look for paths to the root, which stops the application for
	 * about {@link #pathsForecast()}
	 * @return the objects, or why there are none
	 */
	public OldObjects collect(Instant now, boolean paths) {
		Duration deadline = paths ? SEARCH.plus(this.price.forecast().pause().multipliedBy(5)) : PATIENCE;
		try {
			return begin(now, paths).get(deadline.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			return failed(now, "the JVM did not answer within " + deadline.toSeconds() + " seconds", paths);
		}
		catch (ExecutionException ex) {
			return failed(now, "it could not be asked: " + ex.getCause(), paths);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return failed(now, "the thread that asked was interrupted", paths);
		}
	}

	/**
	 * The same for a thread that must not wait, such as the one that looks at the disk:
	 * it may take seconds where that is slow.
	 * @return is completed with the objects, or why there are none, by the thread that
	 * asks the JVM
	 */
	public CompletableFuture<OldObjects> begin(Instant now, boolean paths) {
		LeakProfiler profiler = this.profiler;
		String because = because();
		if (profiler == null || because != null) {
			return notAsked(now, (because != null) ? because : "it has just been stopped", paths);
		}
		if (!this.asking.compareAndSet(false, true)) {
			return notAsked(now, "somebody else asks at the moment", paths);
		}
		FlightRecorderVerdict verdict = this.guard.mayStart(now);
		if (!verdict.allowed()) {
			this.asking.set(false);
			return notAsked(now, verdict.because(), paths);
		}
		return begin(profiler, now, paths);
	}

	private CompletableFuture<OldObjects> begin(LeakProfiler profiler, Instant now, boolean paths) {
		long heap = PathsPrice.heapInUse();
		long start = System.nanoTime();
		long stopped = this.pauses.nanos();
		return ask(profiler, paths ? SEARCH : Duration.ZERO).handle((objects, ex) -> {
			if (ex != null) {
				return failed(now, "it could not be asked: " + ex, paths);
			}
			Duration pause = Duration.ofNanos(this.pauses.nanos() - stopped);
			if (objects.stream().anyMatch((object) -> !object.path().isEmpty())) {
				this.price.paid(pause, heap);
			}
			String because = (objects.size() < FEW) ? this.collector.whyFew(objects.size()) : null;
			return new OldObjects(now, objects, because, paths, pause, Duration.ofNanos(System.nanoTime() - start));
		});
	}

	private static CompletableFuture<OldObjects> notAsked(Instant now, @Nullable String because, boolean paths) {
		return CompletableFuture.completedFuture(OldObjects.none(now, because, paths));
	}

	/** On a thread of its own, because nothing can interrupt the JVM's search. */
	private CompletableFuture<List<OldObject>> ask(LeakProfiler profiler, Duration search) {
		CompletableFuture<List<OldObject>> answer = new CompletableFuture<>();
		try {
			daemon("tidemark-old-objects", () -> ask(profiler, search, answer)).start();
		}
		catch (OutOfMemoryError ex) { // of heap, or of threads
			this.asking.set(false);
			answer.completeExceptionally(ex);
		}
		return answer;
	}

	private static Thread daemon(String name, Runnable work) {
		Thread thread = new Thread(null, work, name, 0, false);
		thread.setDaemon(true);
		thread.setContextClassLoader(null);
		return thread;
	}

	private void ask(LeakProfiler profiler, Duration search, CompletableFuture<List<OldObject>> answer) {
		try {
			List<OldObject> objects = recorded(profiler, search);
			this.asking.set(false);
			answer.complete(objects);
		}
		catch (IOException | RuntimeException | Error ex) {
			this.asking.set(false); // who hears of it may ask again at once
			answer.completeExceptionally(ex);
		}
	}

	private List<OldObject> recorded(LeakProfiler profiler, Duration search) throws IOException {
		Path directory = this.guard.repository();
		this.guard.started();
		this.guard.stopping();
		try {
			return profiler.ask(search, directory);
		}
		finally {
			this.guard.stopped();
		}
	}

	/**
	 * How long paths to the root would stop the application if they were asked for now.
	 */
	public PauseForecast pathsForecast() {
		return this.price.forecast();
	}

	/**
	 * The lines that allocated the objects, the likeliest leak first: those that made
	 * many of them, and at all times rather than at once.
	 * @param objects what {@link #collect} gave
	 */
	public List<AllocationLine> lines(OldObjects objects) {
		return this.lines.lines(objects, null);
	}

	/**
	 * The same for objects that were allocated since then, such as since growth began;
	 * for all if there is none.
	 * @param objects what {@link #collect} gave
	 * @param since when growth began
	 */
	public List<AllocationLine> lines(OldObjects objects, Instant since) {
		return this.lines.lines(objects, since);
	}

	/**
	 * The lines that made buffers outside the heap. Such a buffer is a small object, and
	 * small objects are seldom sampled: an empty list says nothing.
	 * @param objects what {@link #collect} gave
	 */
	public List<AllocationLine> directBuffers(OldObjects objects) {
		List<OldObject> buffers = objects.objects()
			.stream()
			.filter((object) -> DIRECT_BUFFERS.contains(object.className()))
			.toList();
		return this.lines.lines(new OldObjects(objects.time(), buffers, objects.because(), objects.paths(),
				objects.pause(), objects.wall()), null);
	}

	/** Ends the sampling until it is started again; what was sampled is lost. */
	public void rest() {
		end("it rests");
	}

	/**
	 * Ends the sampling; what was sampled is lost. Waits for two seconds at most: when
	 * the JVM ends, the recorder's own shutdown hook may take its thread away, and then
	 * neither a start nor an end returns. Whoever closes must not wait for that, or the
	 * JVM would not end.
	 */
	@Override
	public void close() {
		Thread end = daemon("tidemark-old-objects-end", () -> end("it has been closed"));
		end.start();
		try {
			end.join(PATIENCE_TO_END.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private synchronized void end(String because) {
		this.wanted = false;
		stop(because);
	}

	private void open(Instant now) {
		this.backoff.begin(now);
		String harm = this.collector.harm();
		if (harm != null) {
			this.because = harm;
			return;
		}
		FlightRecorderVerdict verdict = this.guard.mayStart(now);
		this.because = verdict.allowed() ? startProfiler() : verdict.because();
	}

	private @Nullable String startProfiler() {
		try {
			this.profiler = this.source.start();
			this.guard.started();
			return null;
		}
		catch (RuntimeException | LinkageError | InternalError ex) {
			this.failures.incrementAndGet();
			return "the flight recorder did not start: " + ex;
		}
	}

	private void stop(String because) {
		LeakProfiler profiler = this.profiler;
		this.profiler = null;
		this.because = because;
		this.disk = null;
		if (profiler != null) {
			this.guard.stopping();
			profiler.close();
			this.guard.stopped();
		}
	}

	private OldObjects failed(Instant now, String because, boolean paths) {
		this.failures.incrementAndGet();
		return OldObjects.none(now, because, paths);
	}

}
