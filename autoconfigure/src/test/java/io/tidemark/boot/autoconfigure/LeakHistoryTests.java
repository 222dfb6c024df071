package io.tidemark.boot.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import io.tidemark.jvm.FileLimits;
import io.tidemark.jvm.StateFile;
import io.tidemark.watch.WatchedResource;
import io.tidemark.watch.WatchedResources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class LeakHistoryTests {

	private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

	private final WatchedResources resources = new WatchedResources(Duration.ofSeconds(10), 4);

	@TempDir
	private Path directory;

	@Test
	void aRestartGoesOnWithWhatWasWrittenAtTheEnd(CapturedOutput output) {
		LeakHistory first = history("state", this.resources);
		first.read();
		this.resources.add(WatchedResource.of("files", "files", () -> 3));
		this.resources.read(NOW, List.of());
		first.close();
		WatchedResources next = new WatchedResources(Duration.ofSeconds(10), 4);

		history("state", next).read();

		assertThat(output).contains("Tidemark goes on with the history of 1 resources");
		next.add(WatchedResource.of("files", "files", () -> 4));
		next.read(NOW.plusSeconds(3600), List.of());
		assertThat(next.all().get(0).series().days().values()).containsExactly(3f, 4f);
	}

	@Test
	void nothingIsWrittenBeforeItWasRead() {
		history("state", this.resources).close();

		assertThat(this.directory).isEmptyDirectory();
	}

	@Test
	void whatIsDamagedIsSaidAndReplaced(CapturedOutput output) throws IOException {
		Path state = Files.writeString(this.directory.resolve("state"), "TIDE and then garbage, longer than a header");
		LeakHistory history = history("state", this.resources);

		history.read();
		history.write();

		assertThat(output).containsOnlyOnce("tidemark.leaks.state-file")
			.contains("is of no use and will be replaced: expected version 1, found 8289");
		assertThat(this.resources.goOn(Files.readAllBytes(state), NOW)).isZero();
	}

	@Test
	void aFileOfSomebodyElseStaysAsItIs(CapturedOutput output) throws IOException {
		Path state = Files.writeString(this.directory.resolve("state"), "my only copy");
		LeakHistory history = history("state", this.resources);

		history.read();
		history.write();
		history.close();

		assertThat(output).contains("is not ours and stays as it is: expected TIDE as the first bytes, found 6d79206f");
		assertThat(state).hasContent("my only copy");
	}

	@Test
	void aDirectoryThatIsMissingIsSaidOnce(CapturedOutput output) {
		LeakHistory history = history("missing/state", this.resources);

		history.read();
		history.write();
		history.write();
		history.close();

		assertThat(output).containsOnlyOnce("tidemark.leaks.state-file: a restart will keep nothing, since expected "
				+ "the directory " + this.directory.resolve("missing") + " to exist, found none");
	}

	private LeakHistory history(String name, WatchedResources resources) {
		StateFile file = new StateFile(this.directory.resolve(name).toString(), WatchedResources.HISTORY_BYTES,
				new FileLimits(16 << 20, 16 << 20, null));
		return new LeakHistory(file, resources, Clock.fixed(NOW, ZoneOffset.UTC));
	}

}
