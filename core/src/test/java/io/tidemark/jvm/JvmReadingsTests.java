package io.tidemark.jvm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class JvmReadingsTests {

	private final JvmReadings readings = new JvmReadings();

	@Test
	void runningJvmHoldsSomethingOfAll() {
		assertThat(this.readings.platformThreads()).isPositive();
		assertThat(this.readings.loadedClasses()).isGreaterThan(100);
		assertThat(this.readings.metaspaceBytes()).isGreaterThan(1_000_000);
		assertThat(this.readings.directBuffers()).isNotNegative();
		assertThat(this.readings.mappedBytes()).isNotNegative();
	}

	@Test
	void directBufferIsCounted() {
		long before = this.readings.directBytes();
		ByteBuffer buffer = ByteBuffer.allocateDirect(50_000_000);

		assertThat(this.readings.directBytes()).isGreaterThanOrEqualTo(before + 40_000_000);
		assertThat(buffer.capacity()).isEqualTo(50_000_000);
	}

	@Test
	void mappedFileIsCounted(@TempDir Path directory) throws IOException {
		Path file = Files.write(directory.resolve("mapped"), new byte[8_192]);
		try (FileChannel channel = FileChannel.open(file)) {
			ByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, 8_192);

			assertThat(this.readings.mappedBuffers()).isPositive();
			assertThat(this.readings.mappedBytes()).isGreaterThanOrEqualTo(mapped.capacity());
		}
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void openFilesAreCounted(@TempDir Path directory) throws IOException {
		Path file = Files.createFile(directory.resolve("open"));
		long before = this.readings.openFiles();
		List<InputStream> opened = new ArrayList<>();
		try {
			for (int i = 0; i < 200; i++) {
				opened.add(Files.newInputStream(file));
			}

			assertThat(this.readings.openFiles()).isGreaterThan(before + 100);
		}
		finally {
			for (InputStream stream : opened) {
				stream.close();
			}
		}
	}

}
