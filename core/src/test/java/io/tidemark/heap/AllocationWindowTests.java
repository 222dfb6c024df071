package io.tidemark.heap;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.tidemark.jvm.FileLimits;
import io.tidemark.jvm.FlightRecorderGuard;
import io.tidemark.origin.OriginFrameFinder;
import io.tidemark.snapshot.Frame;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * With streams that are made up.
 */
class AllocationWindowTests {

	private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

	private static final List<Frame> RENDER = List.of(new Frame("com.example.Cache", "render", "Cache.java", 55));

	private static final List<GrownBytes> GROWN = List.of(new GrownBytes("byte[]", 65_536));

	private final List<Stream> streams = new ArrayList<>();

	private final AllocationWindow window = window(FileLimits.DEFAULT);

	@Test
	void itIsOpenForAMinuteAndTellsItsLinesThen() {
		this.window.open(START);
		this.streams.get(0).allocate(60);
		this.window.look(START.plusSeconds(59));
		assertThat(this.window.isOpen()).isTrue();
		assertThat(this.window.lines(GROWN, START)).isEmpty();

		this.window.look(START.plusSeconds(60));

		assertThat(this.window.isOpen()).isFalse();
		assertThat(this.streams.get(0).closed).isTrue();
		assertThat(this.window.lines(GROWN, START)).hasSize(1);
	}

	@Test
	void itEndsEarlyWhenItHasHeardEnoughAndWhatComesLaterDoesNotCount() {
		this.window.open(START);
		this.streams.get(0).allocate(AllocationWindow.MAX_EVENTS);
		assertThat(this.streams.get(0).listener.isFull()).isTrue();

		this.window.look(START.plusSeconds(1));

		assertThat(this.window.isOpen()).isFalse();
		assertThat(this.streams.get(0).closed).isTrue();
	}

	@Test
	void itEndsEarlyWhenItHasUsedItsCpuTime() {
		this.window.open(START);
		this.streams.get(0).listener.flushed(AllocationWindow.MAX_CPU.toNanos() + 1);

		this.window.look(START.plusSeconds(1));

		assertThat(this.window.isOpen()).isFalse();
	}

	@Test
	void timeOfAWindowThatHasHeardEnoughEndsWithItsLastEvent() {
		this.window.open(START);
		Stream stream = this.streams.get(0);
		stream.allocate(20);
		for (int i = 20; i < AllocationWindow.MAX_EVENTS; i++) {
			stream.listener.allocated(START.plusSeconds(20), "int[]", 8, RENDER);
		}

		this.window.look(START.plusSeconds(50));

		assertThat(this.window.lines(List.of(new GrownBytes("byte[]", 3.5 * 65_536)), START)).isEmpty();
		assertThat(this.window.lines(List.of(new GrownBytes("byte[]", 2.5 * 65_536)), START)).hasSize(1);
	}

	@Test
	void whileItIsOpenNoOtherIsOpened() {
		this.window.open(START);
		this.window.open(START.plusSeconds(10));

		assertThat(this.streams).hasSize(1);
	}

	@Test
	void whatAnEarlierOneHeardIsTooOldForALaterGrowth() {
		this.window.open(START);
		this.streams.get(0).allocate(60);
		this.window.look(START.plusSeconds(60));

		assertThat(this.window.lines(GROWN, START.plusSeconds(1))).isEmpty();
	}

	@Test
	void theNextOneReplacesItOnceItHasEndedAndHeardAnything() {
		this.window.open(START);
		this.streams.get(0).allocate(60);
		this.window.look(START.plusSeconds(60));

		this.window.open(START.plusSeconds(600));
		this.window.look(START.plusSeconds(660));
		assertThat(this.window.lines(GROWN, START)).hasSize(1);

		this.window.open(START.plusSeconds(1_200));
		this.streams.get(2).listener.allocated(START, "int[]", 8, RENDER);
		this.window.look(START.plusSeconds(1_260));
		assertThat(this.window.lines(GROWN, START)).isEmpty();
	}

	@Test
	void nothingIsOpenAfterItWasClosed() {
		this.window.open(START);

		this.window.close();
		this.window.look(START.plusSeconds(1));

		assertThat(this.window.isOpen()).isFalse();
		assertThat(this.streams).singleElement().satisfies((stream) -> assertThat(stream.closed).isTrue());
	}

	@Test
	void itEndsWithAStreamThatDied() {
		this.window.open(START);
		this.streams.get(0).listener.died(null);

		this.window.look(START.plusSeconds(1));
		this.window.look(START.plusSeconds(120));

		assertThat(this.window.isOpen()).isFalse();
		assertThat(this.streams).hasSize(1);
		assertThat(this.window.failures()).isEqualTo(1);
	}

	@Test
	void itDoesNotOpenWhereTheDiskIsShort() {
		AllocationWindow window = window(new FileLimits(FileLimits.DEFAULT.cap(), Long.MAX_VALUE, null));

		window.open(START);

		assertThat(window.isOpen()).isFalse();
		assertThat(this.streams).isEmpty();
	}

	private AllocationWindow window(FileLimits limits) {
		return new AllocationWindow(new FlightRecorderGuard(limits), new OriginFrameFinder(List.of("com.example")),
				(listener) -> {
					Stream stream = new Stream(listener);
					this.streams.add(stream);
					return stream;
				});
	}

	private static final class Stream implements AutoCloseable {

		private final WeighedListener listener;

		private boolean closed;

		Stream(WeighedListener listener) {
			this.listener = listener;
		}

		void allocate(int times) {
			for (int i = 0; i < times; i++) {
				this.listener.allocated(START, "byte[]", 65_536, RENDER);
			}
		}

		@Override
		public void close() {
			this.closed = true;
		}

	}

}
