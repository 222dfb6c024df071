package io.tidemark.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

import com.sun.management.ThreadMXBean;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tidemark.boot.metrics.JvmThreadStates;
import io.tidemark.boot.metrics.ThreadCounts;
import io.tidemark.boot.metrics.ThreadMetrics;
import io.tidemark.capture.ThreadCounter;

/**
 * One scrape of the thread-state gauges against one of Micrometer's, by turns, in one
 * JVM. Each scrape makes a pass of its own: the second for which gauges share one is
 * skipped by moving the clock.
 */
final class GaugeBenchmark {

	private static final int WARM_UP = 10;

	private static final String CONTENT_TYPE = "text/plain";

	private static final long A_SECOND = 1_000_000_001L;

	private final AtomicLong skippedNanos = new AtomicLong();

	private final Map<String, Scrape> scrapes = new LinkedHashMap<>();

	private GaugeBenchmark() {
		ThreadCounter counter = new ThreadCounter();
		ThreadCounts counts = new ThreadCounts(counter::count, counter::startedTotal,
				() -> System.nanoTime() + this.skippedNanos.get());
		PrometheusMeterRegistry micrometer = registry(new JvmThreadMetrics());
		PrometheusMeterRegistry fed = registry(new JvmThreadStates(counts));
		PrometheusMeterRegistry own = registry(new ThreadMetrics(counts));
		this.scrapes.put("Micrometer `jvm.threads.states`", new Scrape(micrometer, "jvm_threads_states_threads"));
		this.scrapes.put("the same, fed from our pass", new Scrape(fed, "jvm_threads_states_threads"));
		this.scrapes.put("`tidemark.threads.live`", new Scrape(own, "tidemark_threads_live_threads"));
		this.scrapes.put("all of Micrometer's `JvmThreadMetrics`", new Scrape(micrometer));
		this.scrapes.put("the same, states fed from our pass", new Scrape(fed));
		this.scrapes.put("all of `tidemark.threads`", new Scrape(own));
	}

	private static PrometheusMeterRegistry registry(MeterBinder binder) {
		PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		binder.bindTo(registry);
		return registry;
	}

	/**
	 * @param args rounds, then numbers of threads
	 */
	public static void main(String[] args) throws InterruptedException {
		System.out.println("| threads | of these in `Object.wait` | gauges | ms a scrape, median (range)"
				+ " | times cheaper than Micrometer's | allocated MB |");
		System.out.println("|---|---|---|---|---|---|");
		for (int i = 1; i < args.length; i++) {
			for (int waitingPools : List.of(0, 2)) {
				new GaugeBenchmark().run(Integer.parseInt(args[i]), waitingPools, Integer.parseInt(args[0]));
			}
		}
	}

	private void run(int threads, int waitingPools, int rounds) throws InterruptedException {
		ParkedThreads parked = ParkedThreads.start(threads, waitingPools);
		System.err.printf("%,d threads, %d pools waiting, %d rounds%n", threads, waitingPools, rounds);
		for (int round = -WARM_UP; round < rounds; round++) {
			for (Scrape scrape : this.scrapes.values()) {
				this.skippedNanos.addAndGet(A_SECOND);
				scrape.take(round >= 0);
			}
		}
		parked.release();
		String waiting = (waitingPools > 0) ? "a tenth" : "none";
		Scrape peer = null;
		for (Map.Entry<String, Scrape> entry : this.scrapes.entrySet()) {
			Scrape scrape = entry.getValue();
			peer = entry.getKey().contains("Micrometer") ? scrape : peer;
			System.out.printf("| %,d | %s | %s | %.3f (%.3f–%.3f) | %.1f | %.2f |%n", threads, waiting, entry.getKey(),
					scrape.wall.median(), scrape.wall.min(), scrape.wall.max(), peer.wall.ratioTo(scrape.wall),
					scrape.allocated.median());
		}
	}

	/** What a scrape asks for, and what it cost round by round. */
	private static final class Scrape {

		private final ThreadMXBean mxBean = (ThreadMXBean) ManagementFactory.getThreadMXBean();

		private final PrometheusMeterRegistry registry;

		private final Set<String> names;

		private final Samples wall = new Samples();

		private final Samples allocated = new Samples();

		Scrape(PrometheusMeterRegistry registry, String... names) {
			this.registry = registry;
			this.names = (names.length > 0) ? Set.of(names) : allNames(registry);
		}

		private static Set<String> allNames(PrometheusMeterRegistry registry) {
			return registry.scrape()
				.lines()
				.filter((line) -> !line.startsWith("#"))
				.map((line) -> line.split("[{ ]")[0])
				.collect(Collectors.toUnmodifiableSet());
		}

		void take(boolean counted) {
			long bytes = this.mxBean.getCurrentThreadAllocatedBytes();
			long start = System.nanoTime();
			String text = this.registry.scrape(CONTENT_TYPE, this.names);
			long nanos = System.nanoTime() - start;
			bytes = this.mxBean.getCurrentThreadAllocatedBytes() - bytes;
			if (text.isEmpty()) {
				throw new IllegalStateException("Expected series for %s, found none".formatted(this.names));
			}
			if (counted) {
				this.wall.add(nanos / 1e6);
				this.allocated.add(bytes / 1e6);
			}
		}

	}

}
