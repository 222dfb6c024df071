package io.tidemark.boot.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;

import io.tidemark.MemoryDrift;
import io.tidemark.boot.schedule.ObserverParts;
import io.tidemark.heap.LiveSetWatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class TidemarkDriftAutoConfigurationTests {

	@TempDir
	private Path directory;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TidemarkAutoConfiguration.class, TidemarkLeaksAutoConfiguration.class,
				TidemarkResourceAutoConfiguration.class, TidemarkDriftAutoConfiguration.class))
		.withBean(LiveSetWatch.class, LiveSetWatch::listen);

	@Test
	void theVersionIsThatOfTheBuildUnlessAnotherIsSaid() {
		Properties build = new Properties();
		build.setProperty("version", "1.2.3");
		ApplicationContextRunner built = this.runner.withBean(BuildProperties.class, () -> new BuildProperties(build));

		built.run((context) -> assertThat(context.getBean(MemoryDrift.class).version()).isEqualTo("1.2.3"));
		built.withPropertyValues("tidemark.heap.drift.version=blue")
			.run((context) -> assertThat(context.getBean(MemoryDrift.class).version()).isEqualTo("blue"));
		this.runner.run((context) -> assertThat(context.getBean(MemoryDrift.class).version()).isEmpty());
	}

	@Test
	void itIsNotThereWhereItIsSwitchedOff() {
		this.runner.withPropertyValues("tidemark.heap.drift.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(MemoryDrift.class)
				.doesNotHaveBean(DriftStarter.class));
		this.runner.withPropertyValues("tidemark.heap.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(MemoryDrift.class));
	}

	@Test
	void itLooksOnceTheApplicationIsReadyAndWritesWhatItLearned() {
		Path file = this.directory.resolve("state");
		this.runner.withPropertyValues("tidemark.heap.drift.state-file=" + file).run((context) -> {
			context.publishEvent(new ApplicationReadyEvent(new SpringApplication(), new String[0],
					context.getSourceApplicationContext(), Duration.ZERO));

			await().until(() -> context.getBean(ObserverParts.class).drift().state().runs() > 1);
			await().until(() -> file.toFile().length() > 0);
		});
	}

}
