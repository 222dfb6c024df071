package io.tidemark.jvm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.tidemark.origin.SmallFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

class StateFileTests {

	private static final int MEGABYTE = 1024 * 1024;

	@TempDir
	private Path directory;

	@Test
	void whatWasWrittenLastIsReadAndNothingElseIsLeft() throws IOException {
		StateFile file = file(this.directory.resolve("state"));
		assertThat(file.read()).isNull();

		file.write(ByteBuffer.wrap(new byte[] { 1, 2, 3 }));
		file.write(ByteBuffer.wrap(new byte[] { 4, 5 }));

		assertThat(file.read()).containsExactly(4, 5);
		assertThat(files(this.directory)).containsExactly("state");
	}

	@Test
	void aDirectoryThatIsNotThereIsSaid() {
		Path missing = this.directory.resolve("missing");

		assertThatIOException().isThrownBy(() -> write(missing.resolve("state"), 3))
			.withMessage("expected the directory " + missing + " to exist, found none");
		assertThat(missing).doesNotExist();
	}

	@Test
	void whatIsNoFileIsNeitherReadNorWritten() {
		assertThatIOException().isThrownBy(() -> file(this.directory).read())
			.withMessage("expected an ordinary file, found that " + this.directory + " is none");
		assertThatIOException().isThrownBy(() -> write(this.directory, 3))
			.withMessage("expected an ordinary file, found that " + this.directory + " is none");
		assertThatIOException().isThrownBy(() -> new StateFile("a\0b", 10, FileLimits.DEFAULT).read())
			.withMessageStartingWith("expected the path of a file, found 'a");
	}

	@Test
	void whatIsTooLargeIsNotRead() throws IOException {
		Path large = Files.write(this.directory.resolve("large"), new byte[MEGABYTE + 1]);

		assertThatIOException().isThrownBy(() -> file(large).read())
			.withMessage("expected at most 1,048,576 bytes in " + large + ", found 1,048,577");
	}

	@Test
	void aLinkInPlaceOfTheNewFileIsNotFollowed() throws IOException {
		Path other = Files.writeString(this.directory.resolve("other"), "of somebody else");
		Files.createSymbolicLink(this.directory.resolve("state.tmp"), other);

		assertThatIOException().isThrownBy(() -> write(this.directory.resolve("state"), 3));

		assertThat(other).hasContent("of somebody else");
	}

	@Test
	void onAFullDiskTheOldContentStays() throws Exception {
		try (SmallFileSystem disk = SmallFileSystem.ofMegabytes(20)) {
			Path state = disk.directory().resolve("state");
			write(state, 3);

			assertThatIOException().isThrownBy(() -> write(state, 30 * MEGABYTE))
				.withMessageContaining(state + " cannot be written: ");
			assertThat(files(disk.directory())).containsExactly("state");
			disk.fillAtOnce();
			assertThatIOException().isThrownBy(() -> write(state, 4))
				.withMessage("expected at least 16,777,216 bytes free in " + disk.directory() + ", found 0");

			assertThat(file(state).read()).hasSize(3);
		}
	}

	@Test
	void aDirectoryThatCannotBeWrittenIsSaid() throws Exception {
		try (SmallFileSystem disk = SmallFileSystem.ofMegabytes(20)) {
			Path state = disk.directory().resolve("state");
			disk.makeReadOnly();

			assertThatIOException().isThrownBy(() -> write(state, 3)).withMessageContaining("Read-only file system");
			assertThat(file(state).read()).isNull();
		}
	}

	private static void write(Path path, int bytes) throws IOException {
		file(path).write(ByteBuffer.allocate(bytes));
	}

	private static StateFile file(Path path) {
		return new StateFile(path.toString(), MEGABYTE, new FileLimits(16 * MEGABYTE, 16 * MEGABYTE, null));
	}

	private static List<String> files(Path directory) throws IOException {
		try (Stream<Path> files = Files.list(directory)) {
			return files.map((file) -> file.getFileName().toString()).toList();
		}
	}

}
