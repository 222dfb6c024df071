package io.tidemark.boot.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import io.tidemark.MemoryDrift;
import io.tidemark.heap.LiveSet;
import io.tidemark.jvm.FileLimits;
import io.tidemark.jvm.StateFile;
import io.tidemark.trend.DriftVersions;
import io.tidemark.watch.WatchedResources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class DriftHistoryTests {

	private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

	@TempDir
	private Path directory;

	@Test
	void aRestartOfTheSameVersionGoesOnAndAnotherLearns(CapturedOutput output) {
		DriftHistory first = history("1.0");
		first.read();
		first.close();

		history("1.0").read();

		assertThat(output).contains("Tidemark learns the memory of a version that is new").doesNotContain("of no use");
	}

	@Test
	void nothingIsWrittenBeforeItWasRead() {
		history("1.0").close();

		assertThat(this.directory).isEmptyDirectory();
	}

	@Test
	void whatIsDamagedIsSaidAndReplaced(CapturedOutput output) throws IOException {
		Path state = Files.writeString(this.directory.resolve("state"), "TIDD and then garbage, longer than a header");
		DriftHistory history = history("1.0");

		history.read();
		history.write();

		assertThat(output).containsOnlyOnce("tidemark.heap.drift.state-file")
			.contains("is of no use and will be replaced: expected version 1, found 8289");
		assertThat(Files.size(state)).isBetween(100L, (long) DriftVersions.BYTES);
	}

	@Test
	void aFileOfSomebodyElseStaysAsItIs(CapturedOutput output) throws IOException {
		Path state = Files.writeString(this.directory.resolve("state"), "my only copy");
		DriftHistory history = history("1.0");

		history.read();
		history.write();
		history.close();

		assertThat(state).hasContent("my only copy");
		assertThat(output).contains("is not ours and stays as it is: expected TIDD as the first bytes");
	}

	@Test
	void aDirectoryThatIsMissingIsSaidOnce(CapturedOutput output) {
		DriftHistory history = history(drift("1.0"), this.directory.resolve("missing/state"));
		history.read();

		history.write();
		history.write();

		assertThat(output).containsOnlyOnce("a restart will learn anew, since expected the directory");
	}

	private DriftHistory history(String version) {
		return history(drift(version), this.directory.resolve("state"));
	}

	private static MemoryDrift drift(String version) {
		return new MemoryDrift(version, (now) -> new LiveSet(-1, -1, null, "a test", null),
				new WatchedResources(Duration.ofSeconds(10), 4), () -> 10);
	}

	private static DriftHistory history(MemoryDrift drift, Path path) {
		FileLimits limits = new FileLimits(1 << 26, 16 << 20, null);
		return new DriftHistory(new StateFile(path.toString(), DriftVersions.BYTES, limits), drift,
				Clock.fixed(NOW, ZoneOffset.UTC));
	}

}
