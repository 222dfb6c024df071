package io.tidemark.boot.autoconfigure;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.tidemark.Tidemark;
import io.tidemark.boot.endpoint.ThreadDiffEndpoint;
import io.tidemark.boot.schedule.ObserverParts;
import io.tidemark.boot.schedule.TidemarkSchedule;
import io.tidemark.expected.Expectation;
import io.tidemark.expected.ExpectedThreads;
import io.tidemark.group.StackGrouper;
import io.tidemark.group.ThreadFamily;
import io.tidemark.snapshot.CaptureCost;
import io.tidemark.snapshot.CaptureMethod;
import io.tidemark.snapshot.Frame;
import io.tidemark.snapshot.ObservedThread;
import io.tidemark.snapshot.StackTrace;
import io.tidemark.snapshot.ThreadSnapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

class TidemarkAutoConfigurationTests {

	private static final String ACME = "acme-poller | name acme-poller-* | stack com.acme.Poller.run | at most 4 "
			+ "| because one per feed | source com.acme.Poller";

	private final WebApplicationContextRunner application = new WebApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(TidemarkAutoConfiguration.class, TidemarkEndpointAutoConfiguration.class,
					EndpointAutoConfiguration.class, WebEndpointAutoConfiguration.class));

	@Test
	void everythingIsOffWithOneProperty() {
		this.application.withPropertyValues("tidemark.enabled=false", "management.endpoints.web.exposure.include=*")
			.run((context) -> assertThat(context).doesNotHaveBean(Tidemark.class)
				.doesNotHaveBean(TidemarkSchedule.class)
				.doesNotHaveBean(ThreadDiffEndpoint.class)
				.doesNotHaveBean(TidemarkProperties.class));
	}

	@Test
	void theEndpointIsNotExposedByItself() {
		this.application.run((context) -> {
			assertThat(context).hasSingleBean(Tidemark.class).doesNotHaveBean(ThreadDiffEndpoint.class);
			assertThat(context.getBean(StartupReport.class).sentence()).isEqualTo(
					"Tidemark is on (thread snapshots, thread origins, leak verdicts, heap, meters); nothing is exposed: "
							+ "set management.endpoints.web.exposure.include=health,prometheus,threaddiff,leaks");
		});
	}

	@Test
	void theStartUpLineNamesThePathOfTheExposedEndpoint() {
		this.application
			.withPropertyValues("management.endpoints.web.exposure.include=threaddiff",
					"management.endpoints.web.base-path=/manage", "tidemark.origin.enabled=false")
			.run((context) -> assertThat(context.getBean(StartupReport.class).sentence())
				.isEqualTo("Tidemark is on (thread snapshots, leak verdicts, heap, meters); see /manage/threaddiff"));
	}

	@Test
	void theStartUpLineSaysThatNobodyIsToldInShadowMode() {
		this.application.withPropertyValues("tidemark.leaks.shadow=true")
			.run((context) -> assertThat(context.getBean(StartupReport.class).sentence()).startsWith(
					"Tidemark is on (thread snapshots, thread origins, leak verdicts in shadow mode, heap, meters); "));
	}

	@Test
	void snapshotsAloneCanBeSwitchedOff() {
		this.application
			.withPropertyValues("tidemark.threads.enabled=false", "management.endpoints.web.exposure.include=*")
			.run((context) -> assertThat(context).hasSingleBean(TidemarkSchedule.class)
				.doesNotHaveBean(ThreadDiffEndpoint.class));
	}

	@Test
	void aPartThatAPropertySwitchedOffSaysWhich() {
		SpringApplication application = new SpringApplication(TidemarkAutoConfiguration.class);
		application.setWebApplicationType(WebApplicationType.NONE);

		try (ConfigurableApplicationContext context = application.run("--tidemark.origin.enabled=false",
				"--spring.main.banner-mode=off")) {
			assertThat(context.getBean(ObserverParts.class).states())
				.filteredOn((part) -> part.part().equals("origins"))
				.singleElement()
				.satisfies((part) -> {
					assertThat(part.works()).isFalse();
					assertThat(part.because()).isEqualTo("it is off because tidemark.origin.enabled is false");
				});
		}
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void aPropertyOutOfRangeIsExplainedAtStartUp(CapturedOutput output) {
		SpringApplication application = new SpringApplication(TidemarkAutoConfiguration.class);
		application.setWebApplicationType(WebApplicationType.NONE);

		assertThatException().isThrownBy(() -> application.run("--tidemark.threads.kept=0"));

		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Property 'tidemark.threads.kept' must be 1 to 1000, found 0.")
			.contains("Set 'tidemark.threads.kept' to a value from 1 to 1000, or remove it to use the default.");
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void anExpectedThreadWithoutABoundIsExplainedAtStartUp(CapturedOutput output) {
		SpringApplication application = new SpringApplication(TidemarkAutoConfiguration.class);
		application.setWebApplicationType(WebApplicationType.NONE);

		assertThatException().isThrownBy(() -> application.run("--tidemark.expected-threads[0]=" + ACME,
				"--tidemark.expected-threads[1]=" + ACME.replace("| at most 4 ", "")));

		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Line 1 of property 'tidemark.expected-threads[1]': expected 'at most' in each entry, "
					+ "found none in 'acme-poller'.")
			.contains("Write each of 'tidemark.expected-threads[0]', '[1]', … as one entry: '" + ACME + "'.");
	}

	@Test
	void threadsThatTheUserExpectsAreExpected() {
		this.application.withPropertyValues("tidemark.expected-threads[0]=" + ACME)
			.run((context) -> assertThat(context.getBean(ExpectedThreads.class).of(acmePollers()))
				.isEqualTo(new Expectation("acme-poller", "one per feed", "com.acme.Poller")));
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void whatALibraryExpectsIsReadAndWhatIsMalformedIsSaid(CapturedOutput output, @TempDir Path jar)
			throws IOException {
		Path file = Files.createDirectories(jar.resolve("META-INF/tidemark")).resolve("expected-threads.txt");
		Path broken = Files.createDirectories(jar.resolve("broken/META-INF/tidemark")).resolve("expected-threads.txt");
		Files.writeString(file, ACME);
		Files.writeString(broken, "acme-poller");
		try (URLClassLoader loader = new URLClassLoader(
				new URL[] { jar.toUri().toURL(), jar.resolve("broken").toUri().toURL() })) {
			this.application.withClassLoader(loader)
				.run((context) -> assertThat(context.getBean(ExpectedThreads.class).of(acmePollers())).isNotNull());
		}

		assertThat(output).contains("Threads that a library expects stay uncleared. Line 1 of file:")
			.contains("broken/META-INF/tidemark/expected-threads.txt: expected 'name' in each entry, "
					+ "found none in 'acme-poller'");
	}

	@Test
	void aShareOfTheProcessorThatIsNoNumberIsRefused() {
		this.application.withPropertyValues("tidemark.budget.cpu-share=NaN")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(PropertyOutOfRangeException.class)
				.hasMessageContaining("must be 1.0E-4 to 1.0, found NaN"));
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void aWaitRuleThatIsWrongIsExplainedAtStartUp(CapturedOutput output) {
		SpringApplication application = new SpringApplication(TidemarkAutoConfiguration.class);
		application.setWebApplicationType(WebApplicationType.NONE);

		assertThatException().isThrownBy(() -> application.run(
				"--tidemark.wait-rules[0]=actor | idle-worker | waiting | - | - | com.example.Mailbox | no messages",
				"--tidemark.wait-rules[1]=throttle | lunch | waiting | - | com.example.Throttle.acquire | - | no slot"));

		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Line 2 of the property 'tidemark.wait-rules': expected one of the reasons running, idle-worker")
			.contains("found 'lunch'.")
			.contains("Correct the line in 'tidemark.wait-rules', or remove it.");
	}

	private static ThreadFamily acmePollers() {
		Frame frame = new Frame("com.acme.Poller", "run", null, Frame.UNKNOWN_LINE);
		ObservedThread thread = new ObservedThread(1, "acme-poller-1", false, true, Thread.State.WAITING,
				new StackTrace(List.of(frame), false), null, null, null, null);
		ThreadSnapshot snapshot = new ThreadSnapshot(Instant.EPOCH, List.of(thread),
				new CaptureCost(Duration.ZERO, Duration.ZERO, Duration.ZERO, CaptureMethod.HANDSHAKE_WALK));
		return new StackGrouper().group(snapshot, null).families().get(0);
	}

}
