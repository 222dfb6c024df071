package io.tidemark.origin;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import io.tidemark.snapshot.Frame;
import io.tidemark.snapshot.ObservedThread;
import io.tidemark.snapshot.StackTrace;
import io.tidemark.snapshot.ThreadOrigin;

import static org.assertj.core.api.Assertions.assertThat;

class OriginTableTests {

	private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

	private static final Frame ADD_WORKER = frame("java.util.concurrent.ThreadPoolExecutor", "addWorker", 945);

	private static final Frame WORKER_EXIT = frame("java.util.concurrent.ThreadPoolExecutor", "processWorkerExit",
			1061);

	private final OriginSettings settings = OriginSettings.DEFAULT.withApplicationPackages(List.of("com.example"));

	private final OriginTable table = new OriginTable(this.settings);

	@Test
	void oldestThreadIsDroppedAndCountedWhenTheTableIsFull() {
		OriginTable table = new OriginTable(new OriginSettings(List.of("com.example"), 3, 10));

		LongStream.rangeClosed(1, 5).forEach((id) -> table.started(id, START, "main", 1, creator(7)));

		assertThat(table.threads()).isEqualTo(3);
		assertThat(table.dropped()).isEqualTo(2);
		assertThat(table.seen()).isEqualTo(5);
		assertThat(table.find(2)).isNull();
		assertThat(table.find(3)).isNotNull();
	}

	@Test
	void sameStackIsKeptOnce() {
		this.table.started(1, START, "main", 0, creator(7));
		this.table.started(2, START, "main", 0, creator(7));

		assertThat(this.table.stacks()).isEqualTo(1);
		assertThat(find(1).stack()).isSameAs(find(2).stack());
		assertThat(find(1).frame()).isSameAs(find(2).frame());
	}

	@Test
	void frameIsKnownWithoutStackWhenThereAreTooManyStacks() {
		OriginTable table = new OriginTable(new OriginSettings(List.of("com.example"), 100, 2));

		LongStream.rangeClosed(1, 3).forEach((id) -> table.started(id, START, "main", 0, creator((int) id)));

		assertThat(table.stacks()).isEqualTo(2);
		assertThat(table.withoutStack()).isEqualTo(1);
		assertThat(table.find(3))
			.isEqualTo(new ThreadOrigin(START, "main", List.of(), frame("com.example.Orders", "place", 3), false));
	}

	@Test
	void stackOfEndedThreadsMakesRoomForAnother() {
		OriginTable table = new OriginTable(new OriginSettings(List.of("com.example"), 100, 2));
		table.started(1, START, "main", 0, creator(1));
		table.started(2, START, "main", 0, creator(2));
		table.ended(1);

		table.started(3, START, "main", 0, creator(3));

		assertThat(table.stacks()).isEqualTo(2);
		assertThat(table.withoutStack()).isZero();
		assertThat(table.find(2).stack()).hasSize(2);
		assertThat(table.find(3).stack()).hasSize(2);
		assertThat(table.frames()).isEqualTo(3);
	}

	@Test
	void thousandsOfShortThreadsLeaveNothing() {
		LongStream.range(1, 20_000).forEach((id) -> {
			this.table.started(id, START, "main", 0, creator((int) id));
			this.table.ended(id);
		});

		assertThat(this.table.threads()).isZero();
		assertThat(this.table.stacks()).isLessThanOrEqualTo(this.settings.maxStacks());
		assertThat(this.table.withoutStack()).isZero();
		assertThat(this.table.dropped()).isZero();
	}

	@Test
	void framesOfAllStacksAreBounded() {
		OriginTable table = new OriginTable(new OriginSettings(List.of(), 20_000, 20_000));

		LongStream.range(1, 2_000).forEach((id) -> table.started(id, START, "main", 0, deep((int) id)));

		assertThat(table.frames()).isLessThanOrEqualTo(OriginTable.MAX_FRAMES);
		assertThat(table.withoutStack()).isEqualTo(1_999 - OriginTable.MAX_FRAMES / 64);
	}

	@Test
	void workerThatReplacesAWorkerHasItsOrigin() {
		this.table.started(1, START, "main", 0, creator(7));

		this.table.started(2, START, "pool-1-thread-1", 1, List.of(ADD_WORKER, WORKER_EXIT));

		assertThat(find(2).frame()).isEqualTo(frame("com.example.Orders", "place", 7));
		assertThat(find(2).library()).isFalse();
		assertThat(find(2).parent()).isEqualTo("pool-1-thread-1");
		assertThat(find(2).stack()).containsExactly(ADD_WORKER, WORKER_EXIT);
	}

	@Test
	void workerThatReplacesAWorkerHasItsOriginAlsoWhenTheEndIsToldFirst() {
		this.table.started(1, START, "main", 0, creator(7));
		this.table.ended(1);

		this.table.started(2, START, "pool-1-thread-1", 1, List.of(ADD_WORKER, WORKER_EXIT));

		assertThat(this.table.find(1)).isNull();
		assertThat(find(2).frame()).isEqualTo(frame("com.example.Orders", "place", 7));
	}

	@Test
	void originsOfEndedThreadsAreBounded() {
		for (int id = 1; id <= OriginTable.MAX_ENDED + 1; id++) {
			this.table.started(id, START, "main", 0, creator(7));
			this.table.ended(id);
		}

		this.table.started(5_000, START, "pool-1-thread-1", 1, List.of(ADD_WORKER, WORKER_EXIT));
		this.table.started(5_001, START, "pool-1-thread-1", 2, List.of(ADD_WORKER, WORKER_EXIT));

		assertThat(find(5_000).frame()).isEqualTo(WORKER_EXIT);
		assertThat(find(5_001).frame()).isEqualTo(frame("com.example.Orders", "place", 7));
	}

	@Test
	void workerThatReplacesAnUnknownWorkerComesFromTheJdk() {
		this.table.started(2, START, "pool-1-thread-1", 1, List.of(ADD_WORKER, WORKER_EXIT));

		assertThat(find(2).frame()).isEqualTo(WORKER_EXIT);
		assertThat(find(2).library()).isTrue();
	}

	@Test
	void originWithoutStackHasNoFrame() {
		this.table.started(1, START, "unknown", 0, List.of());

		assertThat(find(1)).isEqualTo(new ThreadOrigin(START, "unknown", List.of(), null, true));
	}

	@Test
	void threadWhoseEndWasNotToldIsForgottenAtTheNextSnapshot() {
		this.table.started(1, START, "main", 0, creator(7));
		this.table.started(2, START, "main", 0, creator(7));
		this.table.started(3, START.plusSeconds(60), "main", 0, creator(7));

		this.table.attribute(List.of(thread(1)), START.plusSeconds(30));

		assertThat(this.table.find(1)).isNotNull();
		assertThat(this.table.find(2)).isNull();
		assertThat(this.table.find(3)).as("younger than the snapshot").isNotNull();
	}

	@Test
	void threadThatIsNotKnownStaysAsItWas() {
		this.table.started(1, START, "main", 0, creator(7));

		List<ObservedThread> attributed = this.table.attribute(List.of(thread(1), thread(2)), START);

		assertThat(attributed).containsExactly(thread(1).withOrigin(find(1)), thread(2));
	}

	private ThreadOrigin find(long id) {
		ThreadOrigin origin = this.table.find(id);
		assertThat(origin).isNotNull();
		return origin;
	}

	private static ObservedThread thread(long id) {
		return new ObservedThread(id, "thread-" + id, false, false, Thread.State.WAITING, StackTrace.EMPTY, null, null,
				null, null);
	}

	private static List<Frame> creator(int line) {
		return List.of(ADD_WORKER, frame("com.example.Orders", "place", line));
	}

	private static List<Frame> deep(int variant) {
		return IntStream.range(0, 64).mapToObj((depth) -> frame("com.lib.C" + variant, "m" + depth, 1)).toList();
	}

	private static Frame frame(String className, String methodName, int line) {
		return new Frame(className, methodName, null, line);
	}

}
