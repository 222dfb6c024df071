package io.tidemark.boot.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
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

	private final LiveSetWatch live;

	private final HeapRates rates;

	/** What each registry has: Micrometer warns who registers twice. */
	private final Map<MeterRegistry, Set<String>> registries = new LinkedHashMap<>();

	private volatile long bytes = -1;

	private volatile double age;

	private volatile long allocated;

	private volatile long promoted = -1;

	private volatile GcCpu cpu = GcCpu.NOT_KNOWN;

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
		this.registries.computeIfAbsent(registry, (absent) -> new HashSet<>());
		registerWhatIsKnown();
	}

	/**
	 * Reads what is known now: some microseconds.
	 * @param now the time
	 */
	public synchronized void update(Instant now) {
		this.rates.look(now);
		take(this.live.now(now), now);
		this.allocated = this.rates.allocated();
		this.promoted = this.rates.promoted();
		this.cpu = this.rates.cpu();
		registerWhatIsKnown();
	}

	private void take(LiveSet set, Instant now) {
		this.bytes = set.bytes();
		this.age = (set.measured() != null) ? Math.max(0, Duration.between(set.measured(), now).toMillis() / 1_000d)
				: 0;
	}

	private void registerWhatIsKnown() {
		this.registries.forEach(this::register);
	}

	private void register(MeterRegistry registry, Set<String> there) {
		if (there.add("allocated")) {
			counter("tidemark.memory.allocated", "Memory that was allocated in the heap", registry, this::allocated);
		}
		if (this.promoted >= 0 && there.add("promoted")) {
			counter("tidemark.memory.promoted", "Memory that came to the old generation", registry, this::promoted);
		}
		if (this.bytes >= 0 && there.add("live")) {
			gauge("tidemark.memory.heap.live", "Heap in use by objects that live, as the last collections told",
					BaseUnits.BYTES, registry, () -> this.bytes);
			gauge("tidemark.memory.heap.live.age", "Time since the last collection that told what lives", "seconds",
					registry, () -> this.age);
		}
		if (!Double.isNaN(this.cpu.share()) && there.add(this.cpu.basis().id())) {
			Gauge.builder("tidemark.gc.cpu.share", () -> this.cpu.share())
				.description("What the collector takes, of the CPU time of the process or, by its pauses, of the time")
				.baseUnit("ratio")
				.tag("basis", this.cpu.basis().id())
				.strongReference(true)
				.register(registry);
		}
	}

	private double allocated() {
		return this.allocated;
	}

	private double promoted() {
		return this.promoted;
	}

	private static void gauge(String name, String description, String unit, MeterRegistry registry,
			Supplier<Number> value) {
		Gauge.builder(name, value).description(description).baseUnit(unit).strongReference(true).register(registry);
	}

	private void counter(String name, String description, MeterRegistry registry, DoubleSupplier value) {
		FunctionCounter.builder(name, this, (metrics) -> value.getAsDouble())
			.description(description)
			.baseUnit(BaseUnits.BYTES)
			.register(registry);
	}

}
