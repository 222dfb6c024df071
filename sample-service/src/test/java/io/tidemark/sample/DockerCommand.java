package io.tidemark.sample;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Runs a command of Docker in the root of the repository.
 */
final class DockerCommand {

	private final Map<String, String> environment;

	/**
	 * @param environment variables beside those of this process
	 */
	DockerCommand(Map<String, String> environment) {
		this.environment = Map.copyOf(environment);
	}

	/**
	 * Runs a command to its end.
	 * @return what it wrote
	 * @throws IllegalStateException if it failed or took longer; the message has what it
	 * wrote
	 */
	String run(Duration patience, List<String> command) throws IOException, InterruptedException {
		ProcessBuilder builder = new ProcessBuilder(command).directory(GeneratedManifests.repository().toFile())
			.redirectErrorStream(true);
		builder.environment().putAll(this.environment);
		Process process = builder.start();
		process.onExit().orTimeout(patience.toSeconds(), TimeUnit.SECONDS).exceptionally((late) -> {
			process.destroyForcibly();
			return process;
		});
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		if (process.waitFor() != 0) {
			throw new IllegalStateException("'%s' ended with %d, having written: %s"
				.formatted(String.join(" ", command), process.exitValue(), output));
		}
		return output;
	}

	/** Whether Docker runs and has all these images. */
	static boolean hasImages(List<String> images) {
		return images.stream().allMatch(DockerCommand::hasImage);
	}

	private static boolean hasImage(String image) {
		try {
			Process inspection = new ProcessBuilder("docker", "image", "inspect", image)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.redirectError(ProcessBuilder.Redirect.DISCARD)
				.start();
			return inspection.onExit().orTimeout(30, TimeUnit.SECONDS).join().exitValue() == 0;
		}
		catch (IOException | CompletionException ex) {
			return false; // no docker command, or it does not answer
		}
	}

	/**
	 * Whether a test that needs these images has to run: where they are, and in the run
	 * that shows that all is whole.
	 */
	static boolean mustRunWith(String... images) {
		return Boolean.parseBoolean(System.getenv("TIDEMARK_REQUIRE_TOOLS")) || hasImages(List.of(images));
	}

}
