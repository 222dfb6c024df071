package io.tidemark.jvm;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Memory outside the heap as well as inside: what the kernel counts for the process and
 * its container, what the JVM accounts for, and the gap between them. Nothing here stops
 * the JVM. The process takes 30 µs, the container 0.1 ms, the gap about 2 ms a gigabyte
 * of heap in memory, and at most 1/2,000 of one core. Safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class MemoryReadings {

	/** The gap is measured anew after that time at least. */
	static final Duration INTERVAL = Duration.ofMinutes(1);

	/** And after that many times of what it took. */
	private static final long REST = 2_000;

	private static final UnaccountedMemory NOT_YET = UnaccountedMemory.unknown("it was not measured yet");

	private static final String SMAPS = "proc/self/smaps";

	private final ProcFiles proc;

	private final Supplier<JvmMemory> jvm;

	private final HeapPlace heap;

	private final Supplier<@Nullable String> tracking;

	private final LongSupplier nanos;

	private volatile @Nullable Groups groups;

	private volatile UnaccountedMemory gap = NOT_YET;

	private long gapAtNanos;

	private long gapTookNanos;

	/** The most heap that was seen in use and is still committed. */
	private long touched;

	/** Those of the running process. */
	public MemoryReadings() {
		this(Path.of("/"), new JvmMemoryReader()::read, HeapPlace.ofThisJvm(), MemoryReadings::tracked,
				System::nanoTime);
	}

	/**
	 * @param root where {@code proc} and {@code sys} are
	 * @param jvm what the JVM says
	 * @param heap where its heap lies
	 * @param tracking the summary of native memory tracking, {@code null} if it is off
	 * @param nanos a clock that only goes on
	 */
	MemoryReadings(Path root, Supplier<JvmMemory> jvm, HeapPlace heap, Supplier<@Nullable String> tracking,
			LongSupplier nanos) {
		this.proc = new ProcFiles(root);
		this.jvm = jvm;
		this.heap = heap;
		this.tracking = tracking;
		this.nanos = nanos;
	}

	private static @Nullable String tracked() {
		String option = VmOptions.value("NativeMemoryTracking");
		return (option == null || option.equals("off")) ? null : DiagnosticCommands.nativeMemory();
	}

	/** What the kernel counts for this process. */
	public ProcessMemory process() {
		return ProcessMemory.of(this.proc);
	}

	/** What it counts for the container. */
	public ContainerMemory container() {
		return groups().usage();
	}

	/** How often memory of the container was short. */
	public MemoryEvents events() {
		return groups().events();
	}

	/** How long tasks waited for memory. */
	public MemoryStalls stalls() {
		return groups().stalls();
	}

	/** What the JVM says that it takes. */
	public JvmMemory jvm() {
		return this.jvm.get();
	}

	/** Native memory by category, or {@code null} where it is not tracked. */
	public @Nullable NativeTracking tracking() {
		String summary = this.tracking.get();
		return (summary != null) ? NativeTracking.parse(summary) : null;
	}

	/** The gap as it was measured last; asking costs nothing. */
	public UnaccountedMemory lastUnaccounted() {
		return this.gap;
	}

	/**
	 * Measures the gap anew when it is time: after a minute, unless measuring is dear.
	 */
	public synchronized UnaccountedMemory unaccounted() {
		UnaccountedMemory last = this.gap;
		long now = this.nanos.getAsLong();
		if (last == NOT_YET || now - this.gapAtNanos >= Math.max(INTERVAL.toNanos(), REST * this.gapTookNanos)) {
			last = measure();
			this.gap = last;
			this.gapAtNanos = now;
			this.gapTookNanos = this.nanos.getAsLong() - now;
		}
		return last;
	}

	private UnaccountedMemory measure() {
		ProcessMemory process = process();
		long anonymous = process.anonymousAndSwapped();
		if (anonymous < 0) {
			return UnaccountedMemory.unknown("there is no RssAnon in /proc/self/status, which Linux has since 4.5");
		}
		JvmMemory memory = jvm();
		this.touched = Math.min(memory.heapCommitted(), Math.max(this.touched, memory.heapUsed()));
		long counted = this.heap.anonymous(this.proc.root().resolve(SMAPS));
		long heap = (counted >= 0) ? counted : this.touched;
		long resident = this.heap.isShared() ? process.shared() : heap;
		long rest = anonymous - known(memory.metaspace()) - known(memory.direct());
		long least = rest - ((counted >= 0) ? counted : memory.heapCommitted()) - known(memory.codeCache())
				- memory.stacks();
		NativeTracking tracking = tracking();
		return new UnaccountedMemory(known(rest - heap - known(memory.codeCacheUsed())), known(least), resident,
				counted >= 0, (tracking != null) ? known(anonymous - heap - tracking.outsideHeap()) : -1, null);
	}

	private static long known(long bytes) {
		return Math.max(0, bytes);
	}

	/** Groups stay for a process's life, nearly always; finding them takes 0.3 ms. */
	private Cgroups groups() {
		Groups known = this.groups;
		long now = this.nanos.getAsLong();
		if (known == null || now - known.atNanos() > INTERVAL.toNanos()) {
			known = new Groups(now, Cgroups.of(this.proc));
			this.groups = known;
		}
		return known.groups();
	}

	/** What was found at one moment. */
	private record Groups(long atNanos, Cgroups groups) {
	}

}
