package io.tidemark.boot.metrics;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.jvm.convention.micrometer.MicrometerJvmThreadMeterConventions;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemark.capture.ThreadCount;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;

class JvmThreadStatesTests {

	private final AtomicInteger passes = new AtomicInteger();

	private final ThreadCounts threads = new ThreadCounts(this::pass, () -> 0, () -> 0);

	@Test
	void theMetersAreThoseOfMicrometerToTheLetter() {
		Tags tags = Tags.of("application", "orders");

		List<String> ours = describe(new JvmThreadStates(this.threads, tags, conventions(tags)));

		assertThat(ours).hasSize(10).containsExactlyInAnyOrderElementsOf(describe(new JvmThreadMetrics(tags)));
	}

	@Test
	void theMetersAreThoseOfMicrometerWithoutTagsToo() {
		assertThat(describe(new JvmThreadStates(this.threads)))
			.containsExactlyInAnyOrderElementsOf(describe(new JvmThreadMetrics()));
	}

	@Test
	void aScrapeSaysTheSameSeriesAsMicrometer() {
		assertThat(new Scrape(new JvmThreadStates(this.threads)).registry().scrape().replaceAll(" [0-9].*", ""))
			.isEqualTo(new Scrape(new JvmThreadMetrics()).registry().scrape().replaceAll(" [0-9].*", ""));
	}

	@Test
	void theStatesComeFromOnePass() {
		Scrape scrape = new Scrape(new JvmThreadStates(this.threads));

		assertThat(scrape.samples("jvm_threads_states_threads")).hasSize(6)
			.contains("jvm_threads_states_threads{state=\"timed-waiting\"} 777.0",
					"jvm_threads_states_threads{state=\"blocked\"} 0.0");
		assertThat(this.passes).hasValue(1);
	}

	@Test
	void theOtherMetersStayMicrometers() {
		Scrape scrape = new Scrape(new JvmThreadStates(this.threads));

		assertThat(scrape.value("jvm_threads_live_threads")).isPositive();
		assertThat(scrape.value("jvm_threads_peak_threads")).isPositive();
		assertThat(scrape.value("jvm_threads_daemon_threads")).isPositive();
		assertThat(scrape.value("jvm_threads_started_threads_total")).isPositive();
	}

	@Test
	void aCompositeHandsOurStatesToItsRegistries() {
		SimpleMeterRegistry early = new SimpleMeterRegistry();
		SimpleMeterRegistry late = new SimpleMeterRegistry();
		CompositeMeterRegistry composite = new CompositeMeterRegistry();
		composite.add(early);

		new JvmThreadStates(this.threads).bindTo(composite);
		composite.add(late);

		assertThat(timedWaiting(early)).isEqualTo(777);
		assertThat(timedWaiting(late)).isEqualTo(777);
	}

	@Test
	void filtersOfTheRegistryApply() {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		registry.config().commonTags("region", "north").meterFilter(MeterFilter.renameTag("jvm", "state", "st"));

		new JvmThreadStates(this.threads).bindTo(registry);

		assertThat(registry.get("jvm.threads.states").tags("region", "north", "st", "timed-waiting").gauge().value())
			.isEqualTo(777);
		assertThat(registry.find("jvm.threads.states").meters()).hasSize(6);
	}

	@Test
	void whatAFilterDeniesStaysDenied() {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		registry.config().meterFilter(MeterFilter.denyNameStartsWith("jvm.threads.states"));

		new JvmThreadStates(this.threads).bindTo(registry);

		assertThat(registry.find("jvm.threads.states").meters()).isEmpty();
		assertThat(registry.find("jvm.threads.live").meters()).hasSize(1);
	}

	@Test
	void nothingIsRegisteredTwice() {
		Logger logger = (Logger) LoggerFactory.getLogger(MeterRegistry.class);
		ListAppender<ILoggingEvent> logged = new ListAppender<>();
		logged.start();
		logger.addAppender(logged);
		logger.setLevel(Level.DEBUG);
		try {
			new JvmThreadStates(this.threads).bindTo(new SimpleMeterRegistry());
		}
		finally {
			logger.detachAppender(logged);
			logger.setLevel(null);
		}

		assertThat(logged.list).extracting(ILoggingEvent::getFormattedMessage).isEmpty();
	}

	private static double timedWaiting(MeterRegistry registry) {
		return registry.get("jvm.threads.states").tag("state", "timed-waiting").gauge().value();
	}

	private static MicrometerJvmThreadMeterConventions conventions(Tags tags) {
		return new MicrometerJvmThreadMeterConventions(tags);
	}

	private static List<String> describe(JvmThreadMetrics metrics) {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		metrics.bindTo(registry);
		return registry.getMeters().stream().map(Meter::getId).map(JvmThreadStatesTests::describe).toList();
	}

	private static String describe(Meter.Id id) {
		return id + " " + id.getType() + " " + id.getBaseUnit() + " " + id.getDescription();
	}

	private ThreadCount pass() {
		this.passes.incrementAndGet();
		return new ThreadCount(777, 0, Map.of(Thread.State.TIMED_WAITING, 777));
	}

}
