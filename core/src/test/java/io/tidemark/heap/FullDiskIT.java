package io.tidemark.heap;

import java.util.List;

import io.tidemark.origin.ChildJvm;
import io.tidemark.origin.SmallFileSystem;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A disk that is filled by somebody else while the heap's recordings run, in a JVM of its
 * own, because a recorder that finds no space ends its JVM.
 */
class FullDiskIT {

	private static final String LINE = "asked: " + HeapChild.class.getName() + ".run(HeapChild.java:";

	private static final int MOST_ASKS = 30;

	@Test
	void samplesOfAllocationsStopAndOldObjectsAreNotAskedForUntilThereIsSpaceAgain() throws Exception {
		try (SmallFileSystem disk = SmallFileSystem.ofMegabytes(128); ChildJvm child = start(disk)) {
			child.awaitLine("objects: null; allocations: null");
			assertThat(askUntilTold(child)).startsWith(LINE);

			disk.fill(200);
			disk.fill(200);
			assertThat(child.awaitLine("objects: it samples but cannot be asked: the file system of "))
				.contains(" MB are needed to go on");
			child.order("ask");
			assertThat(child.awaitLine("asked")).startsWith("asked: it samples but cannot be asked: the file system");
			assertThat(disk.isFull()).isTrue();
			child.order("a minute later");
			assertThat(child.awaitLine("objects: ")).contains("allocations: the file system of ");
			assertThat(child.livesFor(5)).isTrue();

			disk.free();
			child.order("a minute later");
			child.awaitLine("objects: null; allocations: null");
			assertThat(askUntilTold(child)).as("sampled before the disk was full").startsWith(LINE);
			assertThat(child.end()).isZero();
		}
	}

	/** What lives is known after a collection, of which the child does two a second. */
	private static String askUntilTold(ChildJvm child) throws Exception {
		String told = "nobody asked";
		for (int asks = 0; asks < MOST_ASKS && !told.startsWith(LINE); asks++) {
			child.order("ask");
			told = child.awaitLine("asked");
		}
		return told;
	}

	@Test
	void bothCanBeClosedOnAFullFileSystem() throws Exception {
		try (SmallFileSystem disk = SmallFileSystem.ofMegabytes(128); ChildJvm child = start(disk)) {
			child.awaitLine("objects: null; allocations: null");
			disk.fill(200);
			child.awaitLine("objects: it samples but cannot be asked");
			disk.fill(200);

			child.order("close");

			child.awaitLine("closed");
			assertThat(child.livesFor(3)).isTrue();
			assertThat(child.end()).isZero();
		}
	}

	private static ChildJvm start(SmallFileSystem disk) throws Exception {
		return ChildJvm.start(HeapChild.class, List.of("-Djava.io.tmpdir=" + disk.directory(), "-Xmx256m"));
	}

}
