package io.tidemark.jvm;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class FileLimitsTests {

	private static final long MEGABYTE = 1024 * 1024;

	@Test
	void whatWritesGoesOnUntilHalfOfTheFreeSpaceIsLeft() {
		assertThat(FileLimits.DEFAULT.minFree()).isEqualTo(64 * MEGABYTE);
		assertThat(FileLimits.DEFAULT.minFreeToGoOn()).isEqualTo(32 * MEGABYTE);
	}

	@Test
	void directoryIsReplacedAlone() {
		FileLimits limits = FileLimits.DEFAULT.withDirectory(Path.of("files"));

		assertThat(limits).isEqualTo(new FileLimits(64 * MEGABYTE, 64 * MEGABYTE, Path.of("files")));
	}

	@Test
	void capBelowOneChunkAndTheReserveIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new FileLimits(MEGABYTE, 64 * MEGABYTE, null))
			.withMessage("The cap of all files must be at least 16777216 bytes, but was 1048576 bytes");
	}

	@Test
	void freeSpaceThatIsGoneAtOnceIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new FileLimits(64 * MEGABYTE, 1, null))
			.withMessage("The free space of the file system must be at least 16777216 bytes, but was 1 bytes");
	}

}
