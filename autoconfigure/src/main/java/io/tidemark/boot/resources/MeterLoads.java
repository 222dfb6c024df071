package io.tidemark.boot.resources;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.micrometer.core.instrument.LongTaskTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.step.StepMeterRegistry;
import io.tidemark.watch.LoadSignal;
import io.tidemark.watch.WatchedResource;
import org.jspecify.annotations.Nullable;

/**
 * The load of a web server that Tidemark does not know itself, such as Netty below
 * WebFlux, from Boot's timers of requests. Each reading adds up the counts of these
 * timers: 3 to 40 ns each. A registry that pushes (and starts its counts anew at each
 * step) is of no use here; where there is no other the load is not known.
 *
 * @since 0.1.0
 */
public final class MeterLoads implements ResourceSource {

	private static final String SERVED = "http.server.requests";

	private static final String ACTIVE = "http.server.requests.active";

	private final Supplier<@Nullable MeterRegistry> registry;

	private final Set<Timer> served = ConcurrentHashMap.newKeySet();

	private final Set<LongTaskTimer> active = ConcurrentHashMap.newKeySet();

	private boolean listening;

	private final RequestRate rate = new RequestRate(this::served, System::nanoTime);

	private final RequestTime latency = new RequestTime(this::served, this::millis);

	/**
	 * @param registry where the timers are, {@code null} if there is none
	 */
	public MeterLoads(Supplier<@Nullable MeterRegistry> registry) {
		this.registry = registry;
	}

	@Override
	public String name() {
		return "request timers";
	}

	@Override
	public List<WatchedResource> resources() {
		return List.of();
	}

	@Override
	public List<LoadSignal> loads() {
		if (!this.listening) {
			listen();
		}
		if (!this.listening) {
			return List.of();
		}
		return List.of(new LoadSignal(LoadSignal.REQUESTS, this.rate),
				new LoadSignal(LoadSignal.ACTIVE_REQUESTS, this::active),
				new LoadSignal(LoadSignal.LATENCY, this.latency));
	}

	private void listen() {
		MeterRegistry counting = counting(this.registry.get());
		if (counting != null) {
			counting.config().onMeterAdded(this::add).onMeterRemoved(this::remove);
			counting.getMeters().forEach(this::add);
			this.listening = true;
		}
	}

	/** A registry whose counts only grow. */
	private static @Nullable MeterRegistry counting(@Nullable MeterRegistry registry) {
		if (registry instanceof CompositeMeterRegistry composite) {
			return composite.getRegistries()
				.stream()
				.filter((child) -> counting(child) != null)
				.findFirst()
				.map(MeterLoads::counting)
				.orElse(null);
		}
		return (registry instanceof StepMeterRegistry) ? null : registry;
	}

	private void add(Meter meter) {
		if (meter instanceof Timer timer && meter.getId().getName().equals(SERVED)) {
			this.served.add(timer);
		}
		else if (meter instanceof LongTaskTimer timer && meter.getId().getName().equals(ACTIVE)) {
			this.active.add(timer);
		}
	}

	private void remove(Meter meter) {
		this.served.remove(meter);
		this.active.remove(meter);
	}

	private long served() {
		return this.served.isEmpty() ? -1 : this.served.stream().mapToLong(Timer::count).sum();
	}

	private double millis() {
		return this.served.stream().mapToDouble((timer) -> timer.totalTime(TimeUnit.MILLISECONDS)).sum();
	}

	private double active() {
		return this.active.isEmpty() ? Double.NaN : this.active.stream().mapToInt(LongTaskTimer::activeTasks).sum();
	}

}
