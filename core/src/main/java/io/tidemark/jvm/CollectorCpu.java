package io.tidemark.jvm;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * CPU time that the collector's threads have taken. JDK 26 tells it of all collectors, 25
 * of G1 and Parallel in its performance data; elsewhere Linux tells it of threads that
 * are named as the collectors name theirs. Serial collects on the VM's own thread, so
 * that what else this one does counts, too.
 * <p>
 * Nothing here stops the JVM. A reading takes a microsecond, or some ten where the
 * threads of the process are asked; these are looked for every {@value #READINGS}
 * readings among at most {@value #TASKS}, which takes 10 µs each. One thread reads.
 *
 * @since 0.1.0
 */
public final class CollectorCpu {

	/** Threads of the process that are looked through at most. */
	static final int TASKS = 20_000;

	/** Readings after which the collector's threads are looked for again. */
	static final int READINGS = 60;

	/** Linux shows the first 15 letters of a name. */
	private static final Pattern NAMES = Pattern
		.compile("GC Thread#\\d+|G1 (?:Conc#\\d+|Main Marker|Refine#\\d+|Service)"
				+ "|Z(?:Worker|Driver|Director|Uncommitter|Unmapper|Stat).*|RuntimeWorker#\\d+|Shenandoah .*");

	private static final Pattern NAMES_OF_SERIAL = Pattern.compile("VM Thread");

	/** Fields 14 and 15 of a stat file, counted behind the name in parentheses. */
	private static final int USER = 11;

	/** The kernel's clock ticks for programs, on every Linux there is. */
	private static final long MILLIS_PER_TICK = 10;

	private final @Nullable MethodHandle bean = bean();

	private final PerfData.@Nullable Counter counter = counter();

	private final Path tasks;

	private final Pattern names;

	private List<Path> found = List.of();

	private int readings;

	/** That of this JVM. */
	public CollectorCpu() {
		this(Path.of("/proc/self/task"), usesSerial() ? NAMES_OF_SERIAL : NAMES);
	}

	CollectorCpu(Path tasks, Pattern names) {
		this.tasks = tasks;
		this.names = names;
	}

	private static boolean usesSerial() {
		return ManagementFactory.getGarbageCollectorMXBeans()
			.stream()
			.anyMatch((collector) -> collector.getName().equals("MarkSweepCompact"));
	}

	/**
	 * The time since some moment, or {@code null} if this JVM and this system do not
	 * tell. It falls when a thread of the collector ends.
	 */
	public @Nullable Duration total() {
		Duration told = told();
		return (told != null) ? told : ofThreads();
	}

	/** What the JVM itself tells. */
	private @Nullable Duration told() {
		if (this.bean != null) {
			try {
				long nanos = (long) this.bean.invokeExact();
				if (nanos >= 0) {
					return Duration.ofNanos(nanos);
				}
			}
			catch (Throwable ex) {
				// this vendor does not tell; the performance data or Linux may
			}
		}
		return (this.counter != null) ? Duration.ofNanos(this.counter.value()) : null;
	}

	/** {@code null} if the threads cannot be seen or none is the collector's. */
	@Nullable Duration ofThreads() {
		if (this.readings++ % READINGS == 0) {
			this.found = find();
		}
		long ticks = 0;
		int read = 0;
		for (Path stat : this.found) {
			long own = ticks(stat);
			if (own >= 0) {
				ticks += own;
				read++;
			}
		}
		return (read > 0) ? Duration.ofMillis(ticks * MILLIS_PER_TICK) : null;
	}

	private List<Path> find() {
		List<Path> stats = new ArrayList<>();
		int seen = 0;
		try (DirectoryStream<Path> all = Files.newDirectoryStream(this.tasks)) {
			for (Path task : all) {
				if (++seen > TASKS) {
					break;
				}
				if (this.names.matcher(read(task.resolve("comm")).strip()).matches()) {
					stats.add(task.resolve("stat"));
				}
			}
		}
		catch (IOException | RuntimeException ex) {
			return stats; // no Linux, or a sandbox: what was found is what there is
		}
		return stats;
	}

	private static long ticks(Path stat) {
		try {
			String text = read(stat);
			String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
			return Long.parseLong(fields[USER]) + Long.parseLong(fields[USER + 1]);
		}
		catch (RuntimeException ex) {
			return -1; // the thread ended
		}
	}

	/** The file, empty if it cannot be read. */
	private static String read(Path file) {
		try {
			return Files.readString(file, StandardCharsets.ISO_8859_1);
		}
		catch (IOException | RuntimeException ex) {
			return "";
		}
	}

	/** Only where the collector counts: 25 shows 0 for ZGC, Shenandoah and Serial. */
	private static PerfData.@Nullable Counter counter() {
		PerfData data = PerfData.ofThisJvm();
		return (data != null && data.counter("sun.threads.cpu_time.gc_parallel_workers") != null)
				? data.counter("sun.threads.total_gc_cpu_time") : null;
	}

	private static @Nullable MethodHandle bean() {
		try {
			return MethodHandles.publicLookup()
				.findVirtual(MemoryMXBean.class, "getTotalGcCpuTime", MethodType.methodType(long.class))
				.bindTo(ManagementFactory.getMemoryMXBean());
		}
		catch (ReflectiveOperationException | LinkageError ex) {
			return null; // before JDK 26
		}
	}

	/** CPU time of the whole process, or {@code null} if this JVM does not tell. */
	public static @Nullable Duration ofProcess() {
		if (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system) {
			long nanos = system.getProcessCpuTime();
			return (nanos >= 0) ? Duration.ofNanos(nanos) : null;
		}
		return null;
	}

}
