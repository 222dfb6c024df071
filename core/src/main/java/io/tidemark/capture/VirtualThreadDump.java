package io.tidemark.capture;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntSupplier;

import io.tidemark.jvm.Backoff;
import io.tidemark.jvm.FileLimits;
import io.tidemark.jvm.JvmFeatures;
import io.tidemark.parse.DumpFormatException;
import io.tidemark.parse.JsonThreadDump;
import io.tidemark.parse.ParsedDump;
import io.tidemark.snapshot.VirtualThreads;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the virtual threads of this JVM, JDK 21 and later. There is one way to see
 * them all: the JVM's own dump as JSON. It goes into a private directory, is folded while
 * it is written, and is always deleted; what a killed process left behind is deleted by
 * the next.
 * <p>
 * There are three answers. <em>Whole</em>: all are there with their stacks.
 * <em>Counted</em>: a dump would take or took more than the limits allow, but their
 * number is known. <em>Refused</em>: neither. The dump stops nothing; it costs 20 to 60
 * µs of CPU and 1.5 kB of disk a virtual thread (JDK 25). A JVM that never had a virtual
 * thread answers at once (JDK 24 and later; on 21 to 23 nothing cheap tells).
 * <p>
 * All methods may be called by any thread; one looks at a time, the others wait.
 *
 * @since 0.1.0
 */
public final class VirtualThreadDump {

	/** What a supplier says when nobody counts virtual threads. */
	public static final int NOT_KNOWN = -1;

	/** 256 MB of disk: 100,000 virtual threads take 140 to 170 MB. */
	public static final FileLimits DEFAULT_LIMITS = new FileLimits(256L * 1024 * 1024, FileLimits.DEFAULT.minFree(),
			null);

	/** 100,000 virtual threads take 2.5 to 5 s. */
	public static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(15);

	private static final long BYTES_OF_THREAD = 1_500;

	/** Platform threads have deeper stacks. */
	private static final long BYTES_OF_PLATFORM_THREAD = 3_000;

	private static final long MEGABYTE = 1024 * 1024;

	/** After a dump that was given up, so that not each request pays for another. */
	private static final Duration REST = Duration.ofMinutes(1);

	private final JvmFeatures jvm;

	private final FileLimits limits;

	private final Duration deadline;

	private final IntSupplier counted;

	private final @Nullable DumpCall call;

	private boolean swept;

	private @Nullable DumpRun run;

	private @Nullable String restsBecause;

	private final Backoff backoff = new Backoff(REST);

	/** How many the last whole dump had, and how large it was. */
	private int lastThreads;

	private long lastBytes;

	/**
	 * @param jvm what this JVM can do
	 * @param limits what the dump may take of the disk, and where it goes
	 * @param deadline how long a dump may take
	 * @param counted how many virtual threads are known to live without a dump, such as
	 * those of executors that count theirs; {@link #NOT_KNOWN} if nobody counts
	 */
	public VirtualThreadDump(JvmFeatures jvm, FileLimits limits, Duration deadline, IntSupplier counted) {
		this(jvm, limits, deadline, counted, jvm.canDumpVirtualThreads() ? DumpCall.find() : null);
	}

	VirtualThreadDump(JvmFeatures jvm, FileLimits limits, Duration deadline, IntSupplier counted,
			@Nullable DumpCall call) {
		this.jvm = jvm;
		this.limits = limits;
		this.deadline = deadline;
		this.counted = counted;
		this.call = call;
	}

	/** Sees nothing, and says why. */
	public static SeenVirtualThreads refused(String because) {
		return SeenVirtualThreads.without(VirtualThreads.refused(because));
	}

	/**
	 * Looks at all virtual threads; takes as long as the JVM's dump, up to the deadline.
	 * @param now the time
	 */
	public synchronized SeenVirtualThreads look(Instant now) {
		sweepOnce();
		if (!this.jvm.hasVirtualThreads() || neverStartedOne()) {
			return SeenVirtualThreads.without(VirtualThreads.NONE);
		}
		if (this.call == null) {
			return unseen("this JVM writes no dump with virtual threads");
		}
		String obstacle = obstacle(now);
		return (obstacle != null) ? unseen(obstacle) : look(now, this.call);
	}

	private void sweepOnce() {
		if (!this.swept) {
			this.swept = true;
			DumpDirectory.sweep(this.limits.directory());
		}
	}

	private boolean neverStartedOne() {
		String companion = this.jvm.companionOfVirtualThreads();
		return companion != null
				&& LiveThreads.list().stream().noneMatch((thread) -> thread.getName().equals(companion));
	}

	private @Nullable String obstacle(Instant now) {
		if (this.run != null && !this.run.isDone()) {
			return "a dump that was given up is still being written by the JVM";
		}
		if (!this.backoff.isOver(now)) {
			return this.restsBecause + "; the next is tried %d s after it".formatted(REST.toSeconds());
		}
		long expected = expectedBytes();
		return (expected > this.limits.cap()) ? "a dump would take about %d MB, %d MB are allowed"
			.formatted(expected / MEGABYTE, this.limits.cap() / MEGABYTE) : null;
	}

	/** Nobody knows before; it is at least what is counted, and about what it was. */
	private long expectedBytes() {
		long known = Math.max(Math.max(0, this.counted.getAsInt()), VirtualThreadScheduler.threads());
		long threads = known * BYTES_OF_THREAD;
		long last = (this.lastThreads > 0) ? this.lastBytes * Math.max(this.lastThreads, known) / this.lastThreads : 0;
		return Math.max(threads, last) + LiveThreads.count() * BYTES_OF_PLATFORM_THREAD;
	}

	private SeenVirtualThreads look(Instant now, DumpCall call) {
		try {
			DumpDirectory directory = DumpDirectory.create(this.limits.directory());
			String noSpace = noSpace(directory);
			if (noSpace != null) {
				directory.delete();
				return unseen(noSpace);
			}
			DumpRun run = new DumpRun(call, directory.file());
			try {
				return follow(now, run, directory);
			}
			finally {
				run.discard(directory);
			}
		}
		catch (IOException | RuntimeException ex) {
			return unseen("the dump could not be written: " + ex);
		}
	}

	private @Nullable String noSpace(DumpDirectory directory) throws IOException {
		long expected = expectedBytes();
		long usable = directory.usableBytes();
		return (usable - expected < this.limits.minFree())
				? "the disk has %d MB free, a dump would take about %d MB and %d MB must stay free"
					.formatted(usable / MEGABYTE, expected / MEGABYTE, this.limits.minFree() / MEGABYTE)
				: null;
	}

	private SeenVirtualThreads follow(Instant now, DumpRun run, DumpDirectory directory) throws IOException {
		long start = System.nanoTime();
		this.run = run;
		run.start();
		try (FollowedDump dump = new FollowedDump(run, directory, this.limits, this.deadline)) {
			ParsedDump parsed = parsed(dump, now);
			SeenVirtualThreads seen = (parsed != null) ? seen(parsed, dump) : unseen(because(run, dump));
			if (dump.givenUp() != null) {
				this.backoff.begin(now);
				this.restsBecause = "the last dump was given up: " + dump.givenUp();
			}
			return new SeenVirtualThreads(seen.folded(), seen.answer(), Duration.ofNanos(System.nanoTime() - start),
					run.cpu(), dump.bytes());
		}
	}

	/** What was read, {@code null} if not all of it. */
	private static @Nullable ParsedDump parsed(FollowedDump dump, Instant now) {
		try {
			ParsedDump parsed = JsonThreadDump.ofVirtualThreads().read(dump, now);
			return parsed.problems().isEmpty() ? parsed : null;
		}
		catch (DumpFormatException ex) {
			return null;
		}
	}

	private static String because(DumpRun run, FollowedDump dump) {
		String givenUp = dump.givenUp();
		if (givenUp != null) {
			return givenUp;
		}
		Throwable failure = run.failure();
		return (failure != null) ? "the JVM wrote no dump: " + failure
				: "the JVM's dump of %,d bytes could not be read".formatted(dump.bytes());
	}

	private SeenVirtualThreads seen(ParsedDump parsed, FollowedDump dump) {
		VirtualThreads answer = parsed.snapshot().virtualThreads();
		this.lastThreads = answer.known();
		this.lastBytes = dump.bytes();
		return new SeenVirtualThreads(parsed.snapshot().folded(), answer, Duration.ZERO, Duration.ZERO, 0);
	}

	private SeenVirtualThreads unseen(String because) {
		int counted = this.counted.getAsInt();
		VirtualThreads answer = (counted >= 0)
				? VirtualThreads.counted(counted, because + "; counted are those of executors that count theirs")
				: VirtualThreads.refused(because);
		return new SeenVirtualThreads(List.of(), answer, Duration.ZERO, Duration.ZERO, 0);
	}

}
