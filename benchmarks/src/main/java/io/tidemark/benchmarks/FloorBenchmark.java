package io.tidemark.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.management.ObjectName;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmHeapPressureMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemark.heap.HeapRates;
import io.tidemark.heap.LiveSet;
import io.tidemark.heap.LiveSetWatch;

/**
 * The floor of the heap against the truth, with Micrometer's two readings of the same
 * question beside it, in a JVM of 1 GB for each collector: 370 MB live, of which 100 MB
 * are a cache that evicts at random (10 MB/s); churn of 400 MB/s, a leak of 3 MB/s. The
 * truth is the class histogram of the end, which collects the whole heap and counts what
 * lives.
 */
final class FloorBenchmark {

	private static final double MB = 1e6;

	private static final int BASE = 262;

	private static final int CACHE = 60_000;

	private static final double CACHE_RATE = 10 * MB;

	private static final double CHURN_RATE = 400 * MB;

	private static final double LEAK_RATE = 3 * MB;

	private static final long WINDOW = 8_000_000;

	/** How long to wait for a collection that tells when the time is over. */
	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final Pattern TOTAL = Pattern.compile("Total\\s+\\d+\\s+(\\d+)");

	private final List<byte[]> base = new ArrayList<>();

	private final List<byte[]> leak = new ArrayList<>();

	private final byte[][] cache = new byte[CACHE][];

	private final Deque<byte[]> window = new ArrayDeque<>();

	/** What lives by our own count, without the JVM's own objects. */
	private final AtomicLong live = new AtomicLong();

	private final Random random = new Random(1);

	private final Ratios floors = new Ratios();

	private final Ratios afterGc = new Ratios();

	private final Ratios liveData = new Ratios();

	private final Ratios used = new Ratios();

	private volatile boolean stopped;

	private long windowBytes;

	/**
	 * @param args seconds, then collectors as in {@code -XX:+Use…GC}; or {@code child}
	 * and seconds
	 */
	public static void main(String[] args) throws Exception {
		if (args[0].equals("child")) {
			new FloorBenchmark().run(Integer.parseInt(args[1]));
			return;
		}
		System.out.println("| collector | truth MB | **floor / truth** | what told, seconds before the end"
				+ " | `jvm.memory.usage.after.gc` / truth | `jvm.gc.live.data.size` / truth"
				+ " | second half of the run: floor / live | after.gc / live | live.data / live | used / live"
				+ " | allocated MB/s | promoted MB/s | collector's share of CPU |");
		System.out.println("|---|---|---|---|---|---|---|---|---|---|---|---|---|");
		for (int i = 1; i < args.length; i++) {
			child(args[0], args[i]);
		}
	}

	private static void child(String seconds, String collector) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(Service.java("java"), "-Xms1g", "-Xmx1g", "-XX:+Use" + collector + "GC",
				"-cp", System.getProperty("java.class.path"), FloorBenchmark.class.getName(), "child", seconds)
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
		Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
		try (BufferedReader reader = new BufferedReader(
				new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
			reader.lines().forEach((line) -> System.out.println("| " + collector + " " + line));
		}
		if (process.waitFor() != 0) {
			throw new IllegalStateException("The JVM with " + collector + " failed");
		}
	}

	private void run(int seconds) throws Exception {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		try (LiveSetWatch watch = LiveSetWatch.listen();
				HeapRates rates = HeapRates.listen();
				JvmGcMetrics gc = new JvmGcMetrics();
				JvmHeapPressureMetrics pressure = new JvmHeapPressureMetrics()) {
			gc.bindTo(registry);
			pressure.bindTo(registry);
			Thread churn = new Thread(this::churn, "churn");
			churn.setDaemon(true);
			churn.start();
			build();
			rates.look(Instant.now());
			watch(seconds, watch, registry);
			LiveSet live = awaitTell(watch);
			rates.look(Instant.now());
			this.stopped = true;
			churn.join();
			report(live, registry, rates);
		}
	}

	private void build() throws InterruptedException {
		for (long bytes = 0; bytes < BASE * MB; TimeUnit.MILLISECONDS.sleep(1)) {
			for (int i = 0; i < 200; i++) {
				bytes += keep(this.base);
			}
		}
	}

	private long keep(List<byte[]> where) {
		byte[] array = new byte[100 + this.random.nextInt(2_000)];
		where.add(array);
		this.live.addAndGet(size(array));
		return size(array);
	}

	/** On HotSpot, in words of 8 bytes. */
	private static long size(byte[] array) {
		return (16 + array.length + 7) & ~7L;
	}

	private void churn() {
		Random random = new Random(2);
		long start = System.nanoTime();
		double allocated = 0;
		double cached = 0;
		while (!this.stopped) {
			double seconds = (System.nanoTime() - start) / 1e9;
			while (allocated < seconds * CHURN_RATE && !this.stopped) {
				allocated += pass(new byte[200 + random.nextInt(3_000)]);
			}
			// filled quickly, then evicted at random, so that old garbage is scattered
			while (cached < 100 * MB + seconds * CACHE_RATE && !this.stopped) {
				cached += put(random.nextInt(CACHE), new byte[200 + random.nextInt(3_000)]);
			}
			LockSupport.parkNanos(1_000_000);
		}
	}

	private long pass(byte[] array) {
		this.window.add(array);
		this.windowBytes += size(array);
		this.live.addAndGet(size(array));
		while (this.windowBytes > WINDOW) {
			long gone = size(this.window.remove());
			this.windowBytes -= gone;
			this.live.addAndGet(-gone);
		}
		return size(array);
	}

	private long put(int slot, byte[] array) {
		byte[] before = this.cache[slot];
		this.cache[slot] = array;
		this.live.addAndGet(size(array) - ((before != null) ? size(before) : 0));
		return size(array);
	}

	private void watch(int seconds, LiveSetWatch watch, SimpleMeterRegistry registry) throws InterruptedException {
		long start = System.nanoTime();
		double leaked = 0;
		for (double passed = 0; passed < seconds; passed = (System.nanoTime() - start) / 1e9) {
			while (leaked < passed * LEAK_RATE) {
				leaked += keep(this.leak);
			}
			if (passed > seconds / 2.0) {
				double live = this.live.get();
				this.floors.add(watch.now(Instant.now()).reading() / live);
				this.afterGc.add(afterGc(registry) / live);
				this.liveData.add(gauge(registry, "jvm.gc.live.data.size") / live);
				this.used.add(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / live);
			}
			TimeUnit.MILLISECONDS.sleep(100);
		}
	}

	/** The truth is compared with a collection that tells, so one has to come. */
	private static LiveSet awaitTell(LiveSetWatch watch) throws InterruptedException {
		Instant end = Instant.now().plus(PATIENCE);
		LiveSet before = watch.now(Instant.now());
		LiveSet live = before;
		while (before.measured() != null && before.measured().equals(live.measured()) && Instant.now().isBefore(end)) {
			TimeUnit.MILLISECONDS.sleep(20);
			live = watch.now(Instant.now());
		}
		return live;
	}

	private void report(LiveSet live, SimpleMeterRegistry registry, HeapRates rates) throws Exception {
		double afterGc = afterGc(registry);
		double liveData = gauge(registry, "jvm.gc.live.data.size");
		double age = (live.measured() != null) ? Duration.between(live.measured(), Instant.now()).toMillis() / 1e3
				: Double.NaN;
		double truth = truth();
		System.out.printf(Locale.ROOT,
				"| %.0f | **%.2f** | %s; %.1f | %.2f | %.2f | %s | %s | %s | %s | %s | %s | %.0f %% (%s) |%n",
				truth / MB, live.bytes() / truth, live.source(), age, afterGc / truth, liveData / truth, this.floors,
				this.afterGc, this.liveData, this.used, rate(rates.allocationRate()), rate(rates.promotionRate()),
				100 * rates.cpu().share(), rates.cpu().basis().id());
		if (this.base.isEmpty() || this.window.isEmpty() || this.leak.size() < 0) {
			throw new IllegalStateException("What was held is gone");
		}
	}

	private static String rate(double bytes) {
		return Double.isNaN(bytes) ? "–" : "%.0f".formatted(bytes / MB);
	}

	/** Bytes of all objects that live, after a full collection. */
	private static double truth() throws Exception {
		Object text = ManagementFactory.getPlatformMBeanServer()
			.invoke(new ObjectName("com.sun.management:type=DiagnosticCommand"), "gcClassHistogram",
					new Object[] { new String[0] }, new String[] { String[].class.getName() });
		Matcher total = TOTAL.matcher((String) text);
		if (!total.find()) {
			throw new IllegalStateException("The class histogram has no total");
		}
		return Double.parseDouble(total.group(1));
	}

	/** A ratio of the old generation, or of the heap where there is none. */
	private static double afterGc(SimpleMeterRegistry registry) {
		return gauge(registry, "jvm.memory.usage.after.gc") * gauge(registry, "jvm.gc.max.data.size");
	}

	private static double gauge(SimpleMeterRegistry registry, String name) {
		Gauge gauge = registry.find(name).gauge();
		return (gauge != null) ? gauge.value() : Double.NaN;
	}

	/**
	 * Readings as a share of what lives at the time; those that are missing are counted.
	 */
	private static final class Ratios {

		private final List<Double> values = new ArrayList<>();

		private int missing;

		void add(double value) {
			if (value >= 0) {
				this.values.add(value);
			}
			else {
				this.missing++;
			}
		}

		@Override
		public String toString() {
			double all = this.values.size() + this.missing;
			String missing = (this.missing > 0) ? ", missing %.1f %%".formatted(100 * this.missing / all) : "";
			if (this.values.isEmpty()) {
				return "–" + missing;
			}
			List<Double> sorted = this.values.stream().sorted().toList();
			return String.format(Locale.ROOT, "%.2f (%.2f–%.2f)%s", sorted.get(sorted.size() / 2), sorted.get(0),
					sorted.get(sorted.size() - 1), missing);
		}

	}

}
