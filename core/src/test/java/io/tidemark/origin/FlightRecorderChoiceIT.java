package io.tidemark.origin;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the JVM was started with decides whether and where the recorder writes; each in a
 * JVM of its own.
 */
class FlightRecorderChoiceIT {

	@TempDir
	private Path directory;

	@Test
	void originsAreOffInARuntimeWithoutTheModule() throws Exception {
		try (ChildJvm child = ChildJvm.start(List.of("--limit-modules=java.management"), "guarded")) {
			assertThat(child.awaitLine("off")).isEqualTo("off: this Java runtime was built without the module jdk.jfr");
			child.order("files");
			assertThat(child.awaitLine("")).isEqualTo("0");
			assertThat(child.end()).isZero();
		}
	}

	@Test
	void originsAreOffWhereTheRecorderIsForbidden() throws Exception {
		try (ChildJvm child = ChildJvm.start(List.of("-XX:-FlightRecorder"), "guarded")) {
			assertThat(child.awaitLine("off"))
				.isEqualTo("off: the flight recorder was switched off when this JVM " + "was started, or it has none");
			assertThat(child.end()).isZero();
		}
	}

	@Test
	void repositoryIsMovedToTheDirectoryThatIsSet() throws Exception {
		Path wanted = this.directory.resolve("made by us").resolve("too");
		try (ChildJvm child = ChildJvm.start(List.of(), "guarded", wanted.toString())) {
			child.awaitLine("works");
			child.order("repository");
			assertThat(child.awaitLine(wanted.toString())).endsWith("remark: null");
			assertThat(child.end()).isZero();
			assertThat(wanted).isEmptyDirectory();
		}
	}

	@Test
	void repositoryStaysWhereItIsWhenSomebodyElseRecords() throws Exception {
		Path theirs = Files.createDirectory(this.directory.resolve("theirs"));
		Path wanted = this.directory.resolve("wanted");
		try (ChildJvm child = ChildJvm.start(
				List.of("-XX:StartFlightRecording:dumponexit=false", "-XX:FlightRecorderOptions:repository=" + theirs),
				"guarded", wanted.toString())) {
			child.awaitLine("works");
			child.order("repository");
			assertThat(child.awaitLine(theirs.toString()))
				.endsWith("remark: the flight recorder was not moved to " + wanted + ": it was in use before");
			child.order("files");
			assertThat(child.awaitLine("4")).as("the reserve only").isEqualTo(Integer.toString(4 * 1024 * 1024));
			assertThat(child.end()).isZero();
		}
	}

	@Test
	void directoryThatCannotBeMadeIsSaid() throws Exception {
		Path file = Files.createFile(this.directory.resolve("file"));
		Path wanted = file.resolve("below");
		try (ChildJvm child = ChildJvm.start(List.of(), "guarded", wanted.toString())) {
			child.awaitLine("works");
			child.order("repository");
			assertThat(child.awaitLine("/")).contains(
					"remark: the flight recorder was not moved to " + wanted + ": the directory cannot be made (");
			assertThat(child.end()).isZero();
		}
	}

	@Test
	void filesAreCountedWhileOnlyTidemarkRecords() throws Exception {
		try (ChildJvm child = ChildJvm.start(List.of("-Djava.io.tmpdir=" + this.directory), "guarded")) {
			child.awaitLine("works");
			child.order("newest origin");
			child.awaitLine("origin");
			child.order("files");
			assertThat(Long.parseLong(child.awaitLine(""))).isBetween(4L * 1024 * 1024, 8L * 1024 * 1024);
			assertThat(child.end()).isZero();
			assertThat(this.directory).as("nothing is left behind").isEmptyDirectory();
		}
	}

	@Test
	void streamIsStoppedWhenItsFilesPassTheCap() throws Exception {
		try (ChildJvm child = ChildJvm.start(List.of("-Djava.io.tmpdir=" + this.directory), "guarded")) {
			child.awaitLine("works");

			child.order("grow by 64 MB");

			assertThat(child.awaitLine("off"))
				.matches("off: the files of the flight recorder have 6[4-9] MB and may have 64 MB");
			child.order("files");
			assertThat(child.awaitLine("")).isEqualTo("0");
			assertThat(child.end()).isZero();
		}
	}

}
