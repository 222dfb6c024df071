package io.tidemark.jvm;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

class SafepointTimeTests {

	@TempDir
	private Path directory;

	@Test
	void aSafepointAddsToTheTotal() {
		SafepointTime time = SafepointTime.ofThisJvm();
		assumeTrue(time != null, "This JVM does not count its safepoints where others can read it");
		Duration before = time.total();

		ManagementFactory.getThreadMXBean().dumpAllThreads(false, false);

		assertThat(time.total()).isGreaterThan(before).isLessThan(before.plusSeconds(60));
	}

	@Test
	void aJvmWithoutTheFileHasNoCounter() {
		assertThat(SafepointTime.in(this.directory.resolve("missing"))).isNull();
	}

	@Test
	void aBrokenFileHasNoCounter() throws IOException {
		byte[] broken = new byte[64];
		broken[0] = (byte) 0xca;
		broken[1] = (byte) 0xfe;
		broken[2] = (byte) 0xc0;
		broken[3] = (byte) 0xc0;
		broken[28] = 127;

		assertThat(SafepointTime.in(Files.write(this.directory.resolve("broken"), broken))).isNull();
		assertThat(SafepointTime.in(Files.write(this.directory.resolve("other"), new byte[] { 1, 2, 3 }))).isNull();
	}

}
