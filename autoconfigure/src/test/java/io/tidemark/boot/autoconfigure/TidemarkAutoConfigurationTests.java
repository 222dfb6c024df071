package io.tidemark.boot.autoconfigure;

import io.tidemark.Tidemark;
import io.tidemark.boot.endpoint.ThreadDiffEndpoint;
import io.tidemark.boot.schedule.ObserverParts;
import io.tidemark.boot.schedule.TidemarkSchedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

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
			assertThat(context.getBean(StartupReport.class).sentence())
				.isEqualTo("Tidemark is on (thread snapshots, thread origins, meters); nothing is exposed: "
						+ "set management.endpoints.web.exposure.include=health,prometheus,threaddiff");
		});
	}

	@Test
	void theStartUpLineNamesThePathOfTheExposedEndpoint() {
		this.application
			.withPropertyValues("management.endpoints.web.exposure.include=threaddiff",
					"management.endpoints.web.base-path=/manage", "tidemark.origin.enabled=false")
			.run((context) -> assertThat(context.getBean(StartupReport.class).sentence())
				.isEqualTo("Tidemark is on (thread snapshots, meters); see /manage/threaddiff"));
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

}
