package io.tidemark.origin;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A disk that is filled by somebody else, in JVMs of their own, because a recorder that
 * finds no space ends its JVM.
 */
class FullDiskIT {

	@Test
	void originsAreOffAndTheJvmLivesOnWhenTheFileSystemIsTooSmall() throws Exception {
		try (SmallFileSystem disk = SmallFileSystem.ofMegabytes(4); ChildJvm child = start(disk, "guarded")) {
			assertThat(child.awaitLine("off")).isEqualTo(
					"off: the file system of " + disk.directory() + " has 4 MB free and 64 MB are needed to start");

			disk.fill(100);
			child.order("a minute later");

			assertThat(child.awaitLine("off")).contains("has 0 MB free");
			assertThat(child.livesFor(3)).isTrue();
			assertThat(child.end()).isZero();
		}
	}

	@Test
	void streamIsStoppedBeforeTheFileSystemIsFullAndStartedAgainWhenItIsNot() throws Exception {
		try (SmallFileSystem disk = SmallFileSystem.ofMegabytes(128); ChildJvm child = start(disk, "guarded")) {
			child.awaitLine("works");
			child.order("newest origin");
			assertThat(child.awaitLine("origin")).contains("OriginChild.startThreads(OriginChild.java:");

			disk.fill(200);
			assertThat(child.awaitLine("off")).startsWith("off: the file system of ")
				.contains(" MB are needed to go on");
			disk.fill(200);
			assertThat(disk.isFull()).isTrue();
			child.order("a minute later");
			assertThat(child.awaitLine("off")).contains("has 0 MB free and 64 MB are needed to start");
			assertThat(child.livesFor(3)).isTrue();

			disk.free();
			child.order("a minute later");
			child.awaitLine("works");
			child.order("newest origin");
			assertThat(child.awaitLine("origin")).contains("OriginChild.startThreads(OriginChild.java:");
			assertThat(child.end()).isZero();
		}
	}

	/**
	 * The recorder writes once a second, and a write that falls between the filling and
	 * the stop ends the JVM whatever we do: then the same is tried again. Without the
	 * reserve the stop itself writes, and none of the attempts survives it.
	 */
	@Test
	void reserveLetsTheStreamStopOnAFullFileSystem() throws Exception {
		int attempts = 0;
		while (!stopsOnAFullFileSystem()) {
			assertThat(++attempts).as("attempts in which the recorder wrote before it could be stopped").isLessThan(6);
		}
	}

	private static boolean stopsOnAFullFileSystem() throws Exception {
		try (SmallFileSystem disk = SmallFileSystem.ofMegabytes(80); ChildJvm child = start(disk, "unguarded")) {
			child.awaitLine("works");
			child.order("fill at once and check");
			if (!child.livesFor(3)) {
				return false;
			}
			assertThat(child.awaitLine("filled")).isEqualTo("filled; works: false");
			assertThat(child.end()).isZero();
			return true;
		}
	}

	@Test
	void recorderEndsTheJvmWhenNobodyLooksAtTheDisk() throws Exception {
		try (SmallFileSystem disk = SmallFileSystem.ofMegabytes(128); ChildJvm child = start(disk, "unguarded")) {
			child.awaitLine("works");

			disk.fill(200);

			assertThat(child.awaitLine("[")).contains("no space left on device");
			assertThat(child.livesFor(10)).isFalse();
		}
	}

	private static ChildJvm start(SmallFileSystem disk, String guarded) throws Exception {
		return ChildJvm.start(List.of("-Djava.io.tmpdir=" + disk.directory()), guarded);
	}

}
