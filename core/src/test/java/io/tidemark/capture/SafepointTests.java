package io.tidemark.capture;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the JVM itself says about safepoints, in a JVM of its own with
 * {@code -Xlog:safepoint}.
 */
class SafepointTests {

	@Test
	void theLogShowsTheSafepointOfAThreadDump() throws Exception {
		assertThat(threadDumpSafepoints("dump")).isEqualTo(SafepointProbe.CAPTURES);
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void aCaptureTakesNoSafepointOnJdk21AndLater() throws Exception {
		assertThat(threadDumpSafepoints("capture")).isZero();
	}

	@Test
	@EnabledForJreRange(max = JRE.JAVA_20)
	void aCaptureTakesOneSafepointForEachChunkOnJdk17() throws Exception {
		int threads = SafepointProbe.THREADS + 2;

		assertThat(threadDumpSafepoints("capture")).isBetween(SafepointProbe.CAPTURES * chunks(threads),
				SafepointProbe.CAPTURES * chunks(threads + 50));
	}

	@Test
	void namesAndStatesTakeNoSafepointOnAnyJdk() throws Exception {
		assertThat(threadDumpSafepoints("states")).isZero();
	}

	private static int chunks(int threads) {
		return (threads + ChunkedWalk.CHUNK - 1) / ChunkedWalk.CHUNK;
	}

	private static int threadDumpSafepoints(String way) throws Exception {
		Process process = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xlog:safepoint", "-XX:+UseSerialGC", "-cp", classPath(), SafepointProbe.class.getName(), way))
			.redirectErrorStream(true)
			.start();
		try {
			List<String> lines = read(process);
			assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
			assertThat(lines.stream().filter((line) -> line.startsWith("seen "))).hasSize(SafepointProbe.CAPTURES);
			assertThat(process.exitValue()).isZero();
			return (int) lines.stream().filter((line) -> line.contains("\"ThreadDump\"")).count();
		}
		finally {
			process.destroyForcibly();
		}
	}

	private static List<String> read(Process process) throws IOException {
		return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
	}

	private static String classPath() {
		return Stream.of(ThreadCapturer.class, SafepointProbe.class)
			.map((type) -> type.getProtectionDomain().getCodeSource().getLocation())
			.map((location) -> Path.of(java.net.URI.create(location.toString())).toString())
			.distinct()
			.collect(Collectors.joining(File.pathSeparator));
	}

}
