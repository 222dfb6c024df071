package io.tidemark.boot.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.tidemark.heap.GcCpu;
import io.tidemark.heap.HeapRates;
import io.tidemark.heap.LiveSet;
import io.tidemark.heap.LiveSetWatch;

/**
 * What lives in the heap, and what comes to it: {@code tidemark.memory.heap.live} with
 * its age, {@code tidemark.memory.allocated} and {@code .promoted}, and
 * {@code tidemark.gc.cpu.share}. A series begins when its value is known first. Somebody
 * has to call {@link #update} from time to time: a scrape reads what was kept then.
 * <p>
 * Safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class HeapMetrics implements MeterBinder {

	private static final double MILLIS_PER_SECOND = 1_000;

	private final LiveSetWatch live;

	private final HeapRates rates;

	private final MeterRows bytes = new MeterRows(TidemarkMeter.MEMORY_HEAP_LIVE);

	private final MeterRows age = new MeterRows(TidemarkMeter.MEMORY_HEAP_LIVE_AGE);

	private final MeterRows cpu = new MeterRows(TidemarkMeter.GC_CPU_SHARE);

	/** What each registry has: Micrometer warns who registers twice. */
	private final Map<MeterRegistry, Set<TidemarkMeter>> counters = new LinkedHashMap<>();

	private volatile long known = -1;

	private volatile long allocated;

	private volatile long promoted = -1;

	/**
	 * Meters of what the listeners hear.
	 * @param live closed by whoever opened it
	 * @param rates likewise
	 */
	public HeapMetrics(LiveSetWatch live, HeapRates rates) {
		this.live = live;
		this.rates = rates;
	}

	@Override
	public synchronized void bindTo(MeterRegistry registry) {
		this.bytes.bindTo(registry);
		this.age.bindTo(registry);
		this.cpu.bindTo(registry);
		this.counters.computeIfAbsent(registry, (absent) -> EnumSet.noneOf(TidemarkMeter.class));
		this.counters.forEach(this::register);
	}

	/**
	 * Reads what is known now: some microseconds.
	 * @param now the time
	 */
	public synchronized void update(Instant now) {
		this.rates.look(now);
		this.allocated = this.rates.allocated();
		this.promoted = Math.max(this.promoted, this.rates.promoted());
		this.counters.forEach(this::register);
		show(this.live.now(now), now);
		show(this.rates.cpu());
	}

	/** Ends the series of what is no longer read; what was counted stays counted. */
	public synchronized void clear() {
		this.known = -1;
		this.bytes.clear();
		this.age.clear();
		this.cpu.clear();
	}

	/** Bytes that live as of the last update, -1 if that is not known. */
	public long live() {
		return this.known;
	}

	private void show(LiveSet set, Instant now) {
		this.known = set.bytes();
		this.bytes.showIfKnown(set.bytes());
		Instant measured = (set.bytes() >= 0) ? set.measured() : null;
		this.age.showIfKnown(
				(measured != null) ? Math.max(0, Duration.between(measured, now).toMillis() / MILLIS_PER_SECOND) : -1);
	}

	/** While the process does nothing there is no share of it: the last one stays. */
	private void show(GcCpu share) {
		if (!Double.isNaN(share.share())) {
			this.cpu.show(Map.of(Tags.of("basis", share.basis().id()), share.share()));
		}
	}

	private void register(MeterRegistry registry, Set<TidemarkMeter> there) {
		if (there.add(TidemarkMeter.MEMORY_ALLOCATED)) {
			TidemarkMeter.MEMORY_ALLOCATED.counter(registry, this, (metrics) -> metrics.allocated);
		}
		if (this.promoted >= 0 && there.add(TidemarkMeter.MEMORY_PROMOTED)) {
			TidemarkMeter.MEMORY_PROMOTED.counter(registry, this, (metrics) -> metrics.promoted);
		}
	}

}
