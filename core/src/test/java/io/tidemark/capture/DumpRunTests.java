package io.tidemark.capture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class DumpRunTests {

	private final List<Runnable> started = new ArrayList<>();

	@TempDir
	private Path base;

	@Test
	void aJvmThatCannotStartOneMoreThreadWritesNoDumpAndLeavesNothing() throws IOException {
		DumpDirectory directory = DumpDirectory.create(this.base);
		DumpRun run = new DumpRun(Files::createFile, directory.file(), (name, task) -> {
			throw new OutOfMemoryError("unable to create native thread");
		});

		run.start();
		run.discard(directory);

		assertThat(run.isDone()).isTrue();
		assertThat(run.failure()).hasMessage("unable to create native thread");
		assertThat(this.base).isEmptyDirectory();
	}

	@Test
	void whoWritesDeletesWhereNoOtherThreadCanBeStarted() throws IOException {
		DumpDirectory directory = DumpDirectory.create(this.base);
		DumpRun run = new DumpRun(Files::createFile, directory.file(), (name, task) -> {
			if (name.equals("tidemark-dump-discard")) {
				throw new OutOfMemoryError("unable to create native thread");
			}
			this.started.add(task);
		});
		run.start();
		run.discard(directory);
		assertThat(this.base).isNotEmptyDirectory();

		this.started.forEach(Runnable::run);

		assertThat(run.isDone()).isTrue();
		assertThat(this.base).isEmptyDirectory();
	}

}
