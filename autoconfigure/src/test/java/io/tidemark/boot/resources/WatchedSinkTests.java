package io.tidemark.boot.resources;

import java.util.ArrayList;
import java.util.List;

import io.tidemark.watch.Flow;
import io.tidemark.watch.WatchedResource;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Sinks;
import reactor.core.publisher.Sinks.EmitFailureHandler;
import reactor.core.publisher.Sinks.EmitResult;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;

import static org.assertj.core.api.Assertions.assertThat;

class WatchedSinkTests {

	private final WatchedSink<Integer> sink = WatchedSink.many("orders",
			Sinks.many().multicast().onBackpressureBuffer(8, false));

	private final WatchedResource resource = this.sink.resource();

	@Test
	void whatIsHeldBackForASlowSubscriberIsReadWithItsBound() {
		Slow slow = new Slow();
		this.sink.asFlux().subscribe(slow);
		emit(3);

		assertThat(this.resource.reading().getAsDouble()).isEqualTo(3);
		assertThat(this.resource.limit().getAsDouble()).isEqualTo(8);
		assertThat(this.resource.flow().arrived().getAsLong()).isEqualTo(3);
		assertThat(this.resource.flow().completed().getAsLong()).isZero();

		slow.request(2);

		assertThat(slow.seen).containsExactly(0, 1);
		assertThat(this.resource.reading().getAsDouble()).isEqualTo(1);
		assertThat(this.resource.flow().completed().getAsLong()).isEqualTo(2);
	}

	@Test
	void whatIsRefusedIsCountedHoweverItIsEmitted() {
		this.sink.asFlux().subscribe(new Slow());
		emit(8);

		assertThat(this.sink.tryEmitNext(5)).isEqualTo(EmitResult.FAIL_OVERFLOW);
		this.sink.emitNext(6, EmitFailureHandler.FAIL_FAST);

		Flow flow = this.resource.flow();
		assertThat(flow.dropped().getAsLong()).isEqualTo(2);
		assertThat(flow.arrived().getAsLong()).isEqualTo(8);
	}

	@Test
	void anEmissionThatWorksAfterATryIsNoRefusal() {
		Slow slow = new Slow();
		this.sink.asFlux().subscribe(slow);
		emit(8);

		this.sink.emitNext(5, (signal, result) -> {
			slow.request(1);
			return true;
		});

		assertThat(this.resource.flow().dropped().getAsLong()).isZero();
		assertThat(this.resource.flow().arrived().getAsLong()).isEqualTo(9);
	}

	@Test
	void aSinkWithoutABufferIsMissingAndHasNoLimit() {
		WatchedResource direct = WatchedSink.many("direct", Sinks.many().multicast().directBestEffort()).resource();

		assertThat(direct.reading().getAsDouble()).isNaN();
		assertThat(direct.limit().getAsDouble()).isNaN();
		assertThat(direct.flow().completed().getAsLong()).isNegative();
	}

	@Test
	void aUnicastSinkThatGrowsWithoutBoundIsRead() {
		WatchedSink<Integer> endless = WatchedSink.many("endless", Sinks.many().unicast().onBackpressureBuffer());
		for (int i = 0; i < 1_000; i++) {
			endless.tryEmitNext(i);
		}

		assertThat(endless.resource().reading().getAsDouble()).isEqualTo(1_000);
		assertThat(endless.resource().limit().getAsDouble()).isNaN();
	}

	@Test
	void itEndsAsTheSinkDoes() {
		List<Integer> seen = new ArrayList<>();
		boolean[] completed = new boolean[1];
		this.sink.asFlux().doOnComplete(() -> completed[0] = true).subscribe(seen::add);
		emit(2);

		assertThat(this.sink.currentSubscriberCount()).isOne();
		this.sink.emitComplete(EmitFailureHandler.FAIL_FAST);

		assertThat(seen).containsExactly(0, 1);
		assertThat(completed[0]).isTrue();
		assertThat(this.sink.tryEmitNext(3)).isEqualTo(EmitResult.FAIL_TERMINATED);
	}

	@Test
	void aBeanIsOffered() {
		DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
		beans.registerSingleton("orders", this.sink);

		assertThat(Offered.value(new SinkBeans(beans), "sink.buffered", "orders")).isZero();
	}

	private void emit(int times) {
		for (int i = 0; i < times; i++) {
			this.sink.tryEmitNext(i).orThrow();
		}
	}

	/** Takes what it asks for, which is nothing at first. */
	private static final class Slow extends BaseSubscriber<Integer> {

		private final List<Integer> seen = new ArrayList<>();

		@Override
		protected void hookOnSubscribe(Subscription subscription) {
		}

		@Override
		protected void hookOnNext(Integer value) {
			this.seen.add(value);
		}

	}

}
