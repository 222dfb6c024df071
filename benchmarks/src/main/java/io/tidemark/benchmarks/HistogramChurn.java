package io.tidemark.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

import io.tidemark.heap.ClassHistograms;
import io.tidemark.heap.GrowingClass;
import io.tidemark.heap.HistogramRequest;
import io.tidemark.heap.HistogramSettings;
import io.tidemark.heap.LiveSetWatch;
import io.tidemark.origin.OriginFrameFinder;

/**
 * Which classes are called growing in this JVM while it serves from a cache at its bound
 * and makes garbage, and which when sessions leak as well. Time between two histograms is
 * so short that as many collections come in between as do in ten minutes of a quiet
 * service.
 */
final class HistogramChurn {

	private static final int CACHED = 20_000;

	private static final int LOOKS_PER_ROW = 60;

	private final SplittableRandom random = new SplittableRandom(4);

	private final Map<Long, CachedValue> cache = new LinkedHashMap<>(16, 0.75f, true) {

		@Override
		protected boolean removeEldestEntry(Map.Entry<Long, CachedValue> eldest) {
			return size() > CACHED;
		}

	};

	private final List<Session> leaked = new ArrayList<>();

	private final LiveSetWatch live = LiveSetWatch.listen();

	private volatile Object sink = "";

	/**
	 * @param args milliseconds between two histograms, then {@code garbage} or
	 * {@code collected}
	 */
	public static void main(String[] args) throws Exception {
		HistogramChurn churn = new HistogramChurn();
		int millis = Integer.parseInt(args[0]);
		boolean collect = args[1].equals("collected");
		churn.serve(5_000, 0);
		System.out
			.println("| service | live set watched | looks | with a growing class | the most frequent first ones |");
		System.out.println("|---|---|---|---|---|");
		for (boolean watched : new boolean[] { false, true }) {
			churn.row("healthy", 0, millis, collect, watched);
			churn.row("one session leaks in 100 requests", 100, millis, collect, watched);
			churn.leaked.clear();
		}
		churn.live.close();
	}

	private void row(String name, int leakEvery, int millis, boolean collect, boolean watched)
			throws InterruptedException {
		HistogramSettings settings = new HistogramSettings(Duration.ZERO, Duration.ofSeconds(30), 8);
		ClassHistograms histograms = watched
				? new ClassHistograms(settings, this.live::now, new OriginFrameFinder(List.of()))
				: new ClassHistograms(settings);
		Map<String, Integer> first = new LinkedHashMap<>();
		int found = 0;
		for (int i = 0; i < LOOKS_PER_ROW; i++) {
			serve(millis, leakEvery);
			histograms.take(Instant.now(), new HistogramRequest(true, collect));
			List<GrowingClass> growing = histograms.growing(ClassHistograms.OBSERVATIONS);
			found += growing.isEmpty() ? 0 : 1;
			if (!growing.isEmpty()) {
				first.merge("`" + growing.get(0).name() + "`", 1, Integer::sum);
			}
		}
		System.out
			.println("| %s | %s | %d | %d | %s |".formatted(name, watched ? "yes" : "no", LOOKS_PER_ROW, found, first));
	}

	private void serve(int millis, int leakEvery) throws InterruptedException {
		long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
		for (int request = 1; System.nanoTime() < end; request++) {
			request();
			if (leakEvery > 0 && request % leakEvery == 0) {
				this.leaked.add(new Session("user-" + request, new byte[500]));
			}
			if (request % 1_000 == 0) {
				TimeUnit.MILLISECONDS.sleep(1);
			}
		}
	}

	private void request() {
		long key = this.random.nextLong(4L * CACHED);
		CachedValue value = this.cache.computeIfAbsent(key,
				(missing) -> new CachedValue("value " + missing, new byte[64]));
		this.sink = (value.name + key).toUpperCase().getBytes();
		this.sink = new ArrayList<>(List.of(key, value, new StringBuilder("answer").append(key)));
	}

	private record CachedValue(String name, byte[] bytes) {

	}

	private record Session(String user, byte[] state) {

	}

}
