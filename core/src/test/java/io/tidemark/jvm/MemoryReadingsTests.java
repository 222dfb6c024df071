package io.tidemark.jvm;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class MemoryReadingsTests {

	private static final long MB = FakeMachine.MB;

	@TempDir
	private Path root;

	private FakeMachine machine;

	@BeforeEach
	void machine() {
		this.machine = new FakeMachine(this.root);
	}

	@Test
	void residentMemoryIsToldByItsParts() {
		this.machine.process(300, 5);

		assertThat(this.machine.readings().process())
			.isEqualTo(new ProcessMemory(350 * MB, 300 * MB, 50 * MB, 0, 5 * MB));
	}

	@Test
	void gapIsWhatNeitherHeapNorPoolsAccountFor() {
		UnaccountedMemory gap = this.machine.readings().unaccounted();

		assertThat(gap.bytes()).isEqualTo((300 - 200 - 60 - 10 - 18) * MB);
		assertThat(gap.heap()).isEqualTo(200 * MB);
		assertThat(gap.exact()).isTrue();
		assertThat(gap.because()).isNull();
		assertThat(gap.untracked()).isEqualTo(-1);
	}

	@Test
	void gapGrowsByWhatNativeCodeKeepsAndNotByHeapThatIsTouched() {
		MemoryReadings readings = this.machine.readings();
		long before = readings.unaccounted().bytes();

		this.machine.process(350, 0).heap(250);
		this.machine.nanos += MemoryReadings.INTERVAL.toNanos();
		assertThat(readings.unaccounted().bytes()).isEqualTo(before);

		this.machine.process(382, 0);
		this.machine.nanos += MemoryReadings.INTERVAL.toNanos();
		assertThat(readings.unaccounted().bytes()).isEqualTo(before + 32 * MB);
	}

	@Test
	void whatIsSwappedOutIsStillThere() {
		this.machine.process(280, 20);

		assertThat(this.machine.readings().unaccounted().bytes()).isEqualTo(12 * MB);
	}

	@Test
	void atLeastIsLeftIfAllStacksAreTouched() {
		this.machine.process(400, 0);

		assertThat(this.machine.readings().unaccounted().least()).isEqualTo((400 - 200 - 60 - 10 - 20 - 40) * MB);
	}

	@Test
	void heapInSharedMemoryIsNotTakenOffTwice() {
		this.machine.heap = new HeapPlace(true, () -> null);
		this.machine.process(100, 0);

		assertThat(this.machine.readings().unaccounted().bytes()).isEqualTo((100 - 60 - 10 - 18) * MB);
	}

	@Test
	void heapThatTheKernelDoesNotTellIsEstimatedByWhatWasInUse() {
		this.machine.heap = new HeapPlace(false, () -> "no addresses");
		UnaccountedMemory gap = this.machine.readings().unaccounted();

		assertThat(gap.exact()).isFalse();
		assertThat(gap.bytes()).isEqualTo((300 - 150 - 60 - 10 - 18) * MB);
		assertThat(gap.least()).isZero();
	}

	@Test
	void gapIsMeasuredOnceAMinute() {
		MemoryReadings readings = this.machine.readings();
		UnaccountedMemory first = readings.unaccounted();
		this.machine.process(900, 0);
		this.machine.nanos += MemoryReadings.INTERVAL.toNanos() - 1;

		assertThat(readings.unaccounted()).isSameAs(first);

		this.machine.nanos++;

		assertThat(readings.unaccounted().bytes()).isEqualTo(first.bytes() + 600 * MB);
	}

	@Test
	void trackingOfNativeMemoryTellsWhatOfTheGapItDoesNotKnow() {
		this.machine.tracking = """
				Total: reserved=7842943KB, committed=1303135KB
				-                 Java Heap (reserved=6172672KB, committed=1191936KB)
				-                    Thread (reserved=19506KB, committed=10240KB)
				                            (stack: reserved=19456KB, committed=720KB)
				-    Native Memory Tracking (reserved=282KB, committed=1024KB)
				""";
		MemoryReadings readings = this.machine.readings();

		assertThat(readings.tracking()).isNotNull();
		assertThat(readings.tracking().committed()).containsOnlyKeys("Java Heap", "Thread", "Native Memory Tracking")
			.containsEntry("Thread", 10 * MB);
		assertThat(readings.unaccounted().untracked()).isEqualTo((300 - 200 - 10 - 1) * MB);
	}

	@Test
	void trackingThatIsOffIsNone() {
		this.machine.tracking = "Native memory tracking is not enabled";

		assertThat(this.machine.readings().tracking()).isNull();
	}

	@Test
	void containerOfVersion2IsRead() {
		this.machine.version2("1000000", 900_000, 300_000)
			.group("memory.events", "low 0\nhigh 3\nmax 7\noom 1\noom_kill 2\noom_group_kill 0\n")
			.group("memory.pressure",
					"some avg10=12.50 avg60=1.00 avg300=0.00 total=1234\nfull avg10=3.00 avg60=0.00 avg300=0.00 total=567\n");
		MemoryReadings readings = this.machine.readings();

		assertThat(readings.container()).isEqualTo(new ContainerMemory(900_000, 600_000, 300_000, 4_096,
				new ResourceLimit("memory.max of the container", 1_000_000), 0));
		assertThat(readings.container().share()).isEqualTo(0.6);
		assertThat(readings.events()).isEqualTo(new MemoryEvents(3, 7, 1, 2));
		assertThat(readings.stalls()).isEqualTo(new MemoryStalls(0.125, 0.03, 1_234, 567, true));
	}

	@Test
	void containerOfVersion1IsReadWithTheStallsOfTheMachine() {
		this.machine.version1(1_000_000, 900_000, 300_000)
			.write("proc/pressure/memory", "some avg10=1.00 avg60=1.00 avg300=0.00 total=9\n");
		MemoryReadings readings = this.machine.readings();

		assertThat(readings.container()).isEqualTo(new ContainerMemory(900_000, 600_000, 300_000, 8_192,
				new ResourceLimit("memory.limit_in_bytes of the container", 1_000_000), 1_000_000));
		assertThat(readings.events()).isEqualTo(new MemoryEvents(-1, 7, -1, 2));
		assertThat(readings.stalls()).isEqualTo(new MemoryStalls(0.01, Double.NaN, 9, -1, false));
	}

	@Test
	void groupAboveWithTheSmallestLimitIsTheOneThatCounts() {
		this.machine.version2("1000000", 900_000, 300_000)
			.write("proc/self/cgroup", "0::/orders.slice/orders.service\n")
			.group("orders.slice/orders.service/memory.max", "max\n")
			.group("orders.slice/orders.service/memory.current", "100\n")
			.group("orders.slice/memory.max", "500000\n")
			.group("orders.slice/memory.current", "400000\n")
			.group("orders.slice/memory.stat", "inactive_file 0\n");

		assertThat(this.machine.readings().container().workingSet()).isEqualTo(400_000);
	}

	@Test
	void elsewhereEverythingIsUnknown() {
		this.machine = new FakeMachine(this.root.resolve("other"));
		MemoryReadings readings = new MemoryReadings(this.root.resolve("nowhere"), () -> this.machine.jvm,
				this.machine.heap, () -> null, () -> 0);

		assertThat(readings.process()).isEqualTo(ProcessMemory.UNKNOWN);
		assertThat(readings.container()).isEqualTo(ContainerMemory.UNKNOWN);
		assertThat(readings.container().share()).isNaN();
		assertThat(readings.events()).isEqualTo(MemoryEvents.UNKNOWN);
		assertThat(readings.stalls().isKnown()).isFalse();
		assertThat(readings.unaccounted().bytes()).isEqualTo(-1);
		assertThat(readings.unaccounted().because()).startsWith("there is no RssAnon in /proc/self/status");
	}

	@Test
	void garbageHarmsNothing() {
		Random random = new Random(7);
		byte[] bytes = new byte[2_000];
		this.machine.version2("1000000", 900_000, 300_000);
		for (int i = 0; i < 50; i++) {
			random.nextBytes(bytes);
			String text = new String(bytes, StandardCharsets.ISO_8859_1);
			for (String file : new String[] { "memory.stat", "memory.current", "memory.events", "memory.pressure" }) {
				this.machine.group(file, text);
			}
			this.machine.write("proc/self/smaps", text).write("proc/self/status", text);
			this.machine.tracking = text;
			MemoryReadings readings = this.machine.readings();

			assertThat(readings.container().used()).isEqualTo(-1);
			assertThat(readings.events()).isEqualTo(MemoryEvents.UNKNOWN);
			assertThat(readings.unaccounted().bytes()).isEqualTo(-1);
		}
	}

	@Test
	void addressesOfTheHeapAreFoundOnEachCollector() {
		String parallel = """
				 PSYoungGen      total 113152K, used 59905K [0x00000000eab00000, 0x00000000f2900000, 0x0000000100000000)
				  eden space 97280K, 61% used [0x00000000eab00000,0x00000000ee580428,0x00000000f0a00000)
				 ParOldGen       total 258048K, used 0K [0x00000000c0000000, 0x00000000cfc00000, 0x00000000eab00000)
				""";
		String serial = """
				DefNew     total 116160K, used 62631K [0x00000000c0000000, 0x00000000c7e00000, 0x00000000d5550000)
				Tenured    total 258048K, used 1166K [0x00000000d5550000, 0x00000000e5150000, 0x0000000100000000)
				   the space 258048K,   0% used [0x00000000d5550000, 0x00000000d5550000, 0x00000000d5550200, 0x00000000e5150000)
				""";
		String shenandoah = """
				Reserved region:
				 - [0x00000000c0000000, 0x0000000100000000)
				Collection set:
				 - map (vanilla): 0x0000000000011800
				""";
		HeapPages expected = new HeapPages(0xc0000000L, 0x100000000L);

		assertThat(HeapPages.find(parallel)).isEqualTo(expected);
		assertThat(HeapPages.find(serial)).isEqualTo(expected);
		assertThat(HeapPages.find(shenandoah)).isEqualTo(expected);
		assertThat(HeapPages.find("ZHeap used 70M, capacity 378M")).isNull();
	}

	@Test
	void runningProcessKnowsItsGap() {
		MemoryReadings running = new MemoryReadings();

		assertThat(running.jvm().heapCommitted()).isPositive();
		assertThat(running.jvm().stackSize()).isBetween(64L << 10, 1L << 30);
		if (running.process().anonymous() >= 0) {
			assertThat(running.unaccounted().bytes()).isBetween(0L, running.process().anonymousAndSwapped());
		}
	}

}
