package io.tidemark.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.HotSpotDiagnosticMXBean;
import io.tidemark.benchmarks.SafepointLog.Safepoint;
import io.tidemark.capture.SeenVirtualThreads;
import io.tidemark.capture.VirtualThreadDump;
import io.tidemark.jvm.FileLimits;
import io.tidemark.jvm.JvmFeatures;
import io.tidemark.parse.JsonThreadDump;
import io.tidemark.parse.ParsedDump;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Virtual threads in a snapshot against the bare dump of the JVM and a Jackson tree of
 * the same file, by turns, in a JVM of its own with a small heap for each number of
 * threads.
 */
final class VirtualThreadsBenchmark {

	/** A tree of a million threads needs tens of gigabytes. */
	private static final int LARGEST_TREE = 100_000;

	/** Until the JVM has written what it has to say about its safepoints. */
	private static final long SETTLE_MILLIS = 200;

	private static final FileLimits LIMITS = new FileLimits(4L << 30, 64 << 20, null);

	private static final Duration DEADLINE = Duration.ofMinutes(10);

	private final CountDownLatch gate = new CountDownLatch(1);

	private final List<Thread> threads = new ArrayList<>();

	private final SafepointLog safepoints;

	private final int count;

	private VirtualThreadsBenchmark(int count, Path log) {
		this.count = count;
		this.safepoints = new SafepointLog(log);
	}

	/**
	 * @param args rounds, then numbers of threads; or {@code child}, rounds, one number
	 * and the file of the safepoint log
	 */
	public static void main(String[] args) throws Exception {
		if (args[0].equals("child")) {
			new VirtualThreadsBenchmark(Integer.parseInt(args[2]), Path.of(args[3])).run(Integer.parseInt(args[1]));
			return;
		}
		System.out.println("| virtual threads | way | wall ms, median (range) | × bare dump | MB/s | file MB"
				+ " | heap above idle MB, highest after a collection | longest pause ms | of them the collector's |");
		System.out.println("|---|---|---|---|---|---|---|---|---|");
		for (int i = 1; i < args.length; i++) {
			child(Integer.parseInt(args[0]), Integer.parseInt(args[i]));
		}
	}

	private static void child(int rounds, int threads) throws IOException, InterruptedException {
		Path log = Files.createTempFile("safepoints", ".log");
		try {
			Process process = new ProcessBuilder(Service.java("java"), "-Xmx" + heapMegabytes(threads) + "m",
					"-XX:+UseG1GC", "-Xlog:safepoint=info:file=" + log + "::filecount=0", "-cp",
					System.getProperty("java.class.path"), VirtualThreadsBenchmark.class.getName(), "child",
					Integer.toString(rounds), Integer.toString(threads), log.toString())
				.inheritIO()
				.start();
			Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
			if (process.waitFor() != 0) {
				throw new IllegalStateException("The JVM with %,d threads failed".formatted(threads));
			}
		}
		finally {
			Files.delete(log);
		}
	}

	/** A parked virtual thread takes up to 2 kB; a tree many times its file. */
	private static int heapMegabytes(int threads) {
		return 512 + threads / 256 + ((threads <= LARGEST_TREE) ? threads / 40 : 0);
	}

	private void run(int rounds) throws Exception {
		Path directory = Files.createTempDirectory("virtual-threads");
		Path file = directory.resolve("threads.json");
		try {
			start();
			Map<String, Way> ways = ways(file);
			for (int round = (this.count <= LARGEST_TREE) ? -2 : 0; round < rounds; round++) {
				for (Way way : ways.values()) {
					take(way, file, round >= 0);
				}
				Files.deleteIfExists(file);
			}
			Way bare = ways.values().iterator().next();
			ways.forEach((name, way) -> System.out.println(way.row(this.count, name, bare)));
		}
		finally {
			Files.deleteIfExists(file);
			Files.delete(directory);
			this.gate.countDown();
		}
	}

	/** The file of the bare dump is what the readers read in the same round. */
	private Map<String, Way> ways(Path file) {
		VirtualThreadDump dump = new VirtualThreadDump(JvmFeatures.current(), LIMITS, DEADLINE,
				() -> VirtualThreadDump.NOT_KNOWN);
		Map<String, Way> ways = new LinkedHashMap<>();
		ways.put("bare `dumpThreads`, nobody reads", new Way(() -> bareDump(file)));
		ways.put("dump and fold, as a snapshot does", new Way(() -> fold(dump)));
		ways.put("fold of the file alone", new Way(() -> parse(file)));
		if (this.count <= LARGEST_TREE) {
			ways.put("Jackson's tree of the file", new Way(() -> tree(file)));
		}
		return ways;
	}

	private static long bareDump(Path file) throws Exception {
		HotSpotDiagnosticMXBean bean = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
		Class<?> format = Class.forName(HotSpotDiagnosticMXBean.class.getName() + "$ThreadDumpFormat");
		HotSpotDiagnosticMXBean.class.getMethod("dumpThreads", String.class, format)
			.invoke(bean, file.toString(), format.getMethod("valueOf", String.class).invoke(null, "JSON"));
		return Files.size(file);
	}

	private long fold(VirtualThreadDump dump) {
		SeenVirtualThreads seen = dump.look(Instant.now());
		require(seen.answer().known() >= this.count && seen.answer().because() == null, seen.answer());
		return seen.bytes();
	}

	private long parse(Path file) throws IOException {
		try (InputStream json = Files.newInputStream(file)) {
			ParsedDump dump = JsonThreadDump.ofVirtualThreads().read(json, Instant.now());
			require(dump.snapshot().virtualThreads().known() >= this.count, dump.problems());
		}
		return Files.size(file);
	}

	private static long tree(Path file) throws IOException {
		JsonNode tree = new ObjectMapper().readTree(file);
		require(tree.path("threadDump").path("threadContainers").size() > 0, "no containers");
		return Files.size(file);
	}

	private static void require(boolean condition, Object found) {
		if (!condition) {
			throw new IllegalStateException("The threads were not all seen: " + found);
		}
	}

	private void take(Way way, Path file, boolean counted) throws Exception {
		System.gc();
		long idle = used();
		this.safepoints.next();
		HeapPeak peak = new HeapPeak();
		long start = System.nanoTime();
		long bytes = way.action.run();
		long nanos = System.nanoTime() - start;
		long highest = peak.stop();
		TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
		List<Safepoint> stops = this.safepoints.next();
		if (counted) {
			way.add(nanos / 1e6, bytes / 1e6, (highest - idle) / 1e6, stops);
		}
		System.err.printf("%,d threads: %.0f ms%n", this.count, nanos / 1e6);
	}

	private static long used() {
		return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
	}

	private void start() throws ReflectiveOperationException {
		for (int i = 0; i < this.count; i++) {
			int depth = i % 8;
			this.threads.add((Thread) Thread.class.getMethod("startVirtualThread", Runnable.class)
				.invoke(null, (Runnable) () -> handle(depth)));
		}
		for (Thread thread : this.threads) {
			while (thread.getState() != Thread.State.WAITING) {
				Thread.onSpinWait();
			}
		}
	}

	// Two methods by turns: a frame that repeats at once would count as one.
	private void handle(int depth) {
		if (depth > 0) {
			filter(depth - 1);
		}
		else {
			stand();
		}
	}

	private void filter(int depth) {
		if (depth > 0) {
			handle(depth - 1);
		}
		else {
			stand();
		}
	}

	private void stand() {
		try {
			this.gate.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private interface Action {

		/** Returns the bytes that were written or read. */
		long run() throws Exception;

	}

	/**
	 * Listens to what each collection leaves, which is what lives and what the collector
	 * did not look at. Where none ran, all that was allocated counts.
	 */
	private static final class HeapPeak {

		private final List<NotificationEmitter> collectors = ManagementFactory.getGarbageCollectorMXBeans()
			.stream()
			.map(NotificationEmitter.class::cast)
			.toList();

		private final NotificationListener listener = (notification, handback) -> collected(notification);

		private final AtomicLong highest = new AtomicLong();

		HeapPeak() {
			this.collectors.forEach((collector) -> collector.addNotificationListener(this.listener, null, null));
		}

		private void collected(Notification notification) {
			if (notification.getUserData() instanceof CompositeData data) {
				long left = GarbageCollectionNotificationInfo.from(data)
					.getGcInfo()
					.getMemoryUsageAfterGc()
					.entrySet()
					.stream()
					.filter((pool) -> pool.getKey().startsWith("G1"))
					.mapToLong((pool) -> pool.getValue().getUsed())
					.sum();
				this.highest.accumulateAndGet(left, Math::max);
			}
		}

		long stop() throws ListenerNotFoundException {
			for (NotificationEmitter collector : this.collectors) {
				collector.removeNotificationListener(this.listener);
			}
			long left = this.highest.get();
			return (left > 0) ? left : used();
		}

	}

	private static final class Way {

		private final Action action;

		private final Samples wall = new Samples();

		private final Samples bytes = new Samples();

		private final Samples heap = new Samples();

		private final Samples pause = new Samples();

		private final Samples collectorPause = new Samples();

		Way(Action action) {
			this.action = action;
		}

		void add(double millis, double megabytes, double heapMegabytes, List<Safepoint> stops) {
			this.wall.add(millis);
			this.bytes.add(megabytes);
			this.heap.add(heapMegabytes);
			this.pause.add(longest(stops, false));
			this.collectorPause.add(longest(stops, true));
		}

		private static double longest(List<Safepoint> stops, boolean collections) {
			return stops.stream()
				.filter((stop) -> stop.isCollection() == collections)
				.mapToDouble(Safepoint::millis)
				.max()
				.orElse(0);
		}

		String row(int threads, String name, Way bare) {
			return "| %,d | %s | %s | %.2f | %.0f | %.1f | %.1f | %.2f | %.2f |".formatted(threads, name,
					this.wall.summary(), this.wall.ratioTo(bare.wall), this.bytes.median() * 1_000 / this.wall.median(),
					this.bytes.median(), this.heap.max(), this.pause.max(), this.collectorPause.max());
		}

	}

}
