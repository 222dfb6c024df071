package io.tidemark.boot.schedule;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import io.tidemark.jvm.PartState;
import org.jspecify.annotations.Nullable;

/**
 * A part of Tidemark that works by itself: counts its runs, failures and what they cost,
 * and can be stepped down. All methods may be called by any thread.
 *
 * @since 0.1.0
 */
public final class ObserverPart {

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	private final String name;

	private final boolean onRequest;

	private final boolean ownBudget;

	private final AtomicLong runs = new AtomicLong();

	private final AtomicLong failures = new AtomicLong();

	private final AtomicLong wallNanos = new AtomicLong();

	private final AtomicLong cpuNanos = new AtomicLong();

	private final AtomicLong pauseNanos = new AtomicLong();

	private volatile @Nullable String because;

	/**
	 * @param name name of the part, one of a closed set: it becomes a tag
	 * @param onRequest whether it works when somebody asks for it, so that its CPU time
	 * is the asker's and not charged to the budget; its pauses are
	 */
	public ObserverPart(String name, boolean onRequest) {
		this(name, onRequest, false);
	}

	/**
	 * @param name the same
	 * @param onRequest the same
	 * @param ownBudget whether it keeps a budget of its own for the time in which it
	 * stops the application, so that this time is not charged to that of all parts
	 */
	ObserverPart(String name, boolean onRequest, boolean ownBudget) {
		this.name = name;
		this.onRequest = onRequest;
		this.ownBudget = ownBudget;
	}

	/** Runs the work on the calling thread and counts what it costs. */
	public <T> T measure(Supplier<T> work) {
		long wall = System.nanoTime();
		long cpu = cpuNow();
		try {
			return work.get();
		}
		catch (RuntimeException | Error ex) {
			this.failures.incrementAndGet();
			throw ex;
		}
		finally {
			this.runs.incrementAndGet();
			this.wallNanos.addAndGet(System.nanoTime() - wall);
			this.cpuNanos.addAndGet(Math.max(0, cpuNow() - cpu));
		}
	}

	private static long cpuNow() {
		return THREADS.isCurrentThreadCpuTimeSupported() ? THREADS.getCurrentThreadCpuTime() : 0;
	}

	/** Adds time for which the application's threads were stopped. */
	public void addPause(Duration pause) {
		this.pauseNanos.addAndGet(pause.toNanos());
	}

	/** Adds CPU time that was used on another thread. */
	public void addCpu(Duration cpu) {
		this.cpuNanos.addAndGet(cpu.toNanos());
	}

	/** Adds failures that happened on another thread. */
	public void addFailures(long failures) {
		this.failures.addAndGet(failures);
	}

	/** Stops the part from working, for a reason that people can read. */
	public void stepDown(String because) {
		this.because = because;
	}

	/** Lets the part work again. */
	public void resume() {
		this.because = null;
	}

	/** Whether the part may work. */
	public boolean works() {
		return this.because == null;
	}

	/** Name of the part. */
	public String name() {
		return this.name;
	}

	/** Whether it works when somebody asks for it, rather than by itself. */
	public boolean onRequest() {
		return this.onRequest;
	}

	/** Whether it keeps a budget of its own for the time in which it stops the JVM. */
	boolean hasOwnBudget() {
		return this.ownBudget;
	}

	/** How often it failed. */
	public long failures() {
		return this.failures.get();
	}

	/** CPU time it used so far. */
	public Duration cpu() {
		return Duration.ofNanos(this.cpuNanos.get());
	}

	/** Whether it works, and what it cost so far. */
	public PartState state() {
		String because = this.because;
		return new PartState(this.name, because == null, because, this.runs.get(),
				Duration.ofNanos(this.wallNanos.get()), Duration.ofNanos(this.pauseNanos.get()));
	}

}
