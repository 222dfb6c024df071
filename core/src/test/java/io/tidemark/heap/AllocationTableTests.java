package io.tidemark.heap;

import java.util.Collections;
import java.util.List;

import io.tidemark.origin.OriginFrameFinder;
import io.tidemark.snapshot.Frame;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class AllocationTableTests {

	private static final int KILOBYTE = 1_000;

	private final AllocationTable table = new AllocationTable(new OriginFrameFinder(List.of("com.example")),
			(stack) -> stack.stream().anyMatch((frame) -> frame.methodName().equals("orders")) ? "GET /orders" : null);

	@Test
	void firstSampleOfAThreadTellsALineButNoShare() {
		allocate(1, 900_000, "com.example.start.Start.up");

		assertThat(this.table.packages(5, 100)).isEmpty();
		assertThat(this.table.lines("byte[]")).extracting(AllocationLine::samples).containsExactly(1);

		allocate(1, KILOBYTE, "com.example.work.Work.do");

		assertThat(this.table.packages(5, 100)).extracting(AllocationShare::name)
			.containsExactly("com.example.work", "other");
	}

	@Test
	void packagesHaveTheSharesOfTheirBytes() {
		knownThread();
		allocate(1, 3 * KILOBYTE, "com.example.a.A.a");
		allocate(1, KILOBYTE, "com.example.b.B.b");

		List<AllocationShare> shares = this.table.packages(5, 200);

		assertThat(shares).extracting(AllocationShare::name).containsExactly("com.example.a", "com.example.b", "other");
		assertThat(shares).extracting(AllocationShare::share).containsExactly(0.75, 0.25, 0.0);
		assertThat(shares).extracting(AllocationShare::bytesPerSecond).containsExactly(150.0, 50.0, 0.0);
		assertThat(shares.get(0).line().frame().method()).isEqualTo("com.example.a.A.a");
	}

	@Test
	void whatIsNotAmongTheFirstIsOther() {
		knownThread();
		allocate(1, 6 * KILOBYTE, "com.example.a.A.a");
		allocate(1, 3 * KILOBYTE, "com.example.b.B.b");
		allocate(1, KILOBYTE, "com.example.c.C.c");

		List<AllocationShare> shares = this.table.packages(1, 1);

		assertThat(shares).extracting(AllocationShare::name).containsExactly("com.example.a", "other");
		assertThat(shares.get(1).share()).isEqualTo(0.4, within(1e-9));
	}

	@Test
	void rateIsUnknownWhereTheJvmsIs() {
		knownThread();
		allocate(1, KILOBYTE, "com.example.a.A.a");

		assertThat(this.table.packages(1, Double.NaN)).extracting(AllocationShare::bytesPerSecond)
			.containsExactly(-1.0, -1.0);
	}

	@Test
	void endpointIsThatOfTheStackAndTheRestIsOther() {
		knownThread();
		allocate(1, KILOBYTE, "com.example.web.Orders.orders");
		allocate(1, KILOBYTE, "com.example.batch.Night.run");

		assertThat(this.table.endpoints(5, 1)).extracting(AllocationShare::name)
			.containsExactly("GET /orders", "other");
		assertThat(this.table.endpoints(5, 1)).extracting(AllocationShare::share).containsExactly(0.5, 0.5);
	}

	@Test
	void nothingIsSaidOfEndpointsWhereNoneWasSeen() {
		knownThread();
		allocate(1, KILOBYTE, "com.example.batch.Night.run");

		assertThat(this.table.endpoints(5, 1)).isEmpty();
	}

	@Test
	void codeOfALibraryCountsForItsPackageAndThatOfTheJdkForTheJdk() {
		knownThread();
		allocate(1, 2 * KILOBYTE, "org.lib.Json.read");
		allocate(1, KILOBYTE, "java.util.Arrays.copyOf");

		assertThat(this.table.packages(5, 1)).extracting(AllocationShare::name)
			.containsExactly("org.lib", "jdk", "other");
		assertThat(this.table.packages(5, 1).get(0).line().library()).isEqualTo("org.lib");
	}

	@Test
	void linesOfAClassComeWithTheMostSamplesFirst() {
		allocate(1, KILOBYTE, "com.example.a.A.a");
		allocate(1, KILOBYTE, "com.example.b.B.b");
		allocate(1, KILOBYTE, "com.example.b.B.b");

		assertThat(this.table.lines("byte[]")).extracting(AllocationLine::samples).containsExactly(2, 1);
		assertThat(this.table.lines("byte[]").get(0).source()).isEqualTo(AllocationLine.Source.ALLOCATION_SAMPLES);
		assertThat(this.table.lines("char[]")).isEmpty();
	}

	@Test
	void sampleOfAVirtualThreadCountsAsSixteenUsualOnesAtMost() {
		knownThread();
		allocate(1, KILOBYTE, "com.example.a.A.a");
		this.table.allocated(2, true, "byte[]", 1_000_000, stack("com.example.v.V.v"));

		assertThat(this.table.packages(1, 1).get(0).share()).isEqualTo(16.0 / 17, within(1e-9));
	}

	@Test
	void halfIsLeftAfterFiveMinutes() {
		knownThread();
		for (int i = 0; i < 100; i++) {
			allocate(1, KILOBYTE, "com.example.a.A.a");
		}
		minutes(5);
		assertThat(this.table.lines("byte[]").get(0).samples()).isEqualTo(50);

		minutes(60);
		assertThat(this.table.lines("byte[]")).isEmpty();
		assertThat(this.table.size()).isZero();
	}

	@Test
	void whateverIsAllocatedTheTableIsBounded() {
		knownThread();
		for (int i = 0; i < 5_000; i++) {
			this.table.allocated(i, false, "com.example.C" + i, KILOBYTE, stack("com.example.p" + i + ".P.orders"));
			this.table.allocated(1, false, "com.example.C" + i, KILOBYTE, stack("com.example.p" + i + ".P.orders"));
			this.table.allocated(1, false, "byte[]", KILOBYTE, stack("com.example.q" + i + ".Q.q"));
		}

		assertThat(this.table.size()).isLessThanOrEqualTo(2 * AllocationTable.MAX_NAMES + AllocationTable.MAX_CLASSES);
		assertThat(this.table.lines("byte[]")).hasSize(AllocationTable.MAX_LINES);
		assertThat(this.table.packages(1_000, 1)).hasSize(AllocationTable.MAX_NAMES + 1);
	}

	@Test
	void stackOfALineIsCut() {
		this.table.allocated(1, false, "byte[]", KILOBYTE, Collections.nCopies(64, stack("com.example.a.A.a").get(0)));

		assertThat(this.table.lines("byte[]").get(0).stack()).hasSize(AllocationTable.MAX_FRAMES);
	}

	private void knownThread() {
		this.table.allocated(1, false, "com.example.First", KILOBYTE, List.of());
	}

	private void allocate(long thread, long bytes, String method) {
		this.table.allocated(thread, false, "byte[]", bytes, stack(method));
	}

	private void minutes(int minutes) {
		for (int i = 0; i < minutes * AllocationTable.FLUSHES_PER_AGEING; i++) {
			this.table.flushed();
		}
	}

	private static List<Frame> stack(String method) {
		int dot = method.lastIndexOf('.');
		return List.of(new Frame(method.substring(0, dot), method.substring(dot + 1), "X.java", 7));
	}

}
