package io.tidemark.boot.resources;

import java.util.concurrent.atomic.LongAdder;

import io.tidemark.watch.Flow;
import io.tidemark.watch.WatchedResource;
import org.jspecify.annotations.Nullable;
import reactor.core.Scannable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.publisher.Sinks.EmitFailureHandler;
import reactor.core.publisher.Sinks.EmitResult;

/**
 * A sink of Reactor that is watched: how much it holds back for slow subscribers, and
 * what it had to refuse. An application registers its own as beans of one line:
 * <pre>{@code
 * &#64;Bean
 * WatchedSink<Order> orders() {
 * 	return WatchedSink.many("orders", Sinks.many().multicast().onBackpressureBuffer(10_000));
 * }
 * }</pre> It behaves as the sink that it goes around; each value costs one count more,
 * about 20 ns. Where the sink does not tell what it holds back the reading is missing.
 *
 * @param <T> type of the values
 * @since 0.1.0
 */
public final class WatchedSink<T> implements Sinks.Many<T> {

	private final String name;

	private final Sinks.Many<T> sink;

	private final LongAdder taken = new LongAdder();

	private final LongAdder refused = new LongAdder();

	private WatchedSink(String name, Sinks.Many<T> sink) {
		this.name = name;
		this.sink = sink;
	}

	/**
	 * Watches a sink.
	 * @param name its name in reports, the same after a restart
	 * @param sink what takes the values
	 */
	public static <T> WatchedSink<T> many(String name, Sinks.Many<T> sink) {
		return new WatchedSink<>(name, sink);
	}

	/** The resource, to be registered where the sink is no bean. */
	public WatchedResource resource() {
		return WatchedResource.of("sink.buffered", "values", this::buffered)
			.withTag("sink", this.name)
			.withLimit(this::capacity)
			.withFlow(new Flow(this.taken::sum, this::passedOn, () -> -1, this.refused::sum));
	}

	private double buffered() {
		// scan() would say 0 where it is not known
		return (this.sink.scanUnsafe(Attr.BUFFERED) instanceof Integer buffered) ? buffered : Double.NaN;
	}

	private double capacity() {
		return (this.sink.scanUnsafe(Attr.CAPACITY) instanceof Integer most) ? WatchedPool.bounded(most) : Double.NaN;
	}

	private long passedOn() {
		double buffered = buffered();
		return Double.isNaN(buffered) ? -1 : Math.max(0, this.taken.sum() - (long) buffered);
	}

	@Override
	public EmitResult tryEmitNext(T value) {
		return counted(this.sink.tryEmitNext(value));
	}

	/** Another thread emits at the same time: the caller may well try again. */
	private EmitResult counted(EmitResult result) {
		if (result.isSuccess()) {
			this.taken.increment();
		}
		else if (result != EmitResult.FAIL_NON_SERIALIZED) {
			this.refused.increment();
		}
		return result;
	}

	@Override
	public void emitNext(T value, EmitFailureHandler handler) {
		boolean[] failed = new boolean[1];
		try {
			this.sink.emitNext(value, (signal, result) -> {
				failed[0] = !handler.onEmitFailure(signal, result);
				return !failed[0];
			});
		}
		finally {
			(failed[0] ? this.refused : this.taken).increment();
		}
	}

	@Override
	public EmitResult tryEmitComplete() {
		return this.sink.tryEmitComplete();
	}

	@Override
	public EmitResult tryEmitError(Throwable error) {
		return this.sink.tryEmitError(error);
	}

	@Override
	public void emitComplete(EmitFailureHandler handler) {
		this.sink.emitComplete(handler);
	}

	@Override
	public void emitError(Throwable error, EmitFailureHandler handler) {
		this.sink.emitError(error, handler);
	}

	@Override
	public int currentSubscriberCount() {
		return this.sink.currentSubscriberCount();
	}

	@Override
	public Flux<T> asFlux() {
		return this.sink.asFlux();
	}

	@Override
	@SuppressWarnings("rawtypes")
	public @Nullable Object scanUnsafe(Scannable.Attr key) {
		return this.sink.scanUnsafe(key);
	}

}
