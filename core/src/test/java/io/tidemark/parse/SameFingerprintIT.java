package io.tidemark.parse;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.tidemark.snapshot.ThreadSnapshot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One process seen in every way there is: the same threads have the same fingerprints,
 * states, wait reasons and owners from a walk, from {@code ThreadInfo}, and from each
 * kind of dump of the JVM.
 */
class SameFingerprintIT {

	private static final int PATIENCE_SECONDS = 60;

	private static final Path BIN = Path.of(System.getProperty("java.home"), "bin");

	@TempDir
	private Path directory;

	private Process service;

	private BufferedReader said;

	@BeforeEach
	void start() throws IOException {
		this.service = new ProcessBuilder(BIN.resolve("java").toString(), "-cp", System.getProperty("java.class.path"),
				SelfObservedService.class.getName())
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.start();
		this.said = this.service.inputReader(StandardCharsets.UTF_8);
		assertThat(this.said.readLine()).isEqualTo("ready");
	}

	@AfterEach
	void stop() throws InterruptedException {
		this.service.destroyForcibly();
		assertThat(this.service.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void platformThreadsAreAlikeInAllWays() throws Exception {
		List<String> walk = own("walk");

		assertThat(walk).hasSizeGreaterThan(25).anyMatch((place) -> place.endsWith(" of holder of the monitor"));
		assertThat(own("chunks")).as("ThreadInfo").isEqualTo(walk);
		assertThat(ThreadPlaces.of(tool("jstack", pid()))).as("jstack").isEqualTo(walk);
		assertThat(ThreadPlaces.of(tool("jstack", "-l", "-e", pid()))).as("jstack -l -e").isEqualTo(walk);
		assertThat(ThreadPlaces.of(tool("jcmd", pid(), "Thread.print", "-l", "-e"))).as("Thread.print").isEqualTo(walk);
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void platformAndVirtualThreadsAreAlikeInDumpsToFile() throws Exception {
		ThreadSnapshot json = dumpToFile("json");
		ThreadSnapshot text = dumpToFile("plain");

		assertThat(ThreadPlaces.of(json)).as("JSON").isEqualTo(own("walk"));
		assertThat(ThreadPlaces.of(text)).as("text").isEqualTo(own("walk"));
		assertThat(ThreadPlaces.ofVirtual(text)).hasSize(10).isEqualTo(ThreadPlaces.ofVirtual(json));
	}

	/** What the service says of itself. */
	private List<String> own(String way) throws IOException {
		this.service.getOutputStream().write((way + "\n").getBytes(StandardCharsets.UTF_8));
		this.service.getOutputStream().flush();
		List<String> places = new ArrayList<>();
		for (String line = this.said.readLine(); !line.isEmpty(); line = this.said.readLine()) {
			places.add(line);
		}
		return places;
	}

	private ThreadSnapshot tool(String name, String... arguments) throws IOException, InterruptedException {
		return parse(run(name, arguments));
	}

	private ThreadSnapshot dumpToFile(String format) throws IOException, InterruptedException {
		Path file = this.directory.resolve(format);
		run("jcmd", pid(), "Thread.dump_to_file", "-format=" + format, file.toString());
		return parse(Files.readAllBytes(file));
	}

	private static ThreadSnapshot parse(byte[] dump) throws IOException {
		ParsedDump parsed = new ThreadDumpParser().parse(new ByteArrayInputStream(dump), Instant.EPOCH);
		assertThat(parsed.problems()).isEmpty();
		return parsed.snapshot();
	}

	private static byte[] run(String name, String... arguments) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(List.of(BIN.resolve(name).toString()));
		command.addAll(List.of(arguments));
		Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
		byte[] output = process.getInputStream().readAllBytes();
		assertThat(process.waitFor()).isZero();
		return output;
	}

	private String pid() {
		return Long.toString(this.service.pid());
	}

}
