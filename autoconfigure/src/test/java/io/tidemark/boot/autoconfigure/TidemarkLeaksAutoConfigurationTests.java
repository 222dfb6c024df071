package io.tidemark.boot.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidemark.LeakWatch;
import io.tidemark.boot.leaks.LeakVerdictChanged;
import io.tidemark.boot.leaks.LeaksHealthIndicator;
import io.tidemark.boot.metrics.LeakMetrics;
import io.tidemark.boot.schedule.ObserverParts;
import io.tidemark.verdict.Grade;
import io.tidemark.verdict.LeakVerdict;
import io.tidemark.watch.Closeables;
import io.tidemark.watch.OwnedThreads;
import io.tidemark.watch.WatchedResources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.jvm.JvmMetricsAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.EventListener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

@ExtendWith(OutputCaptureExtension.class)
class TidemarkLeaksAutoConfigurationTests {

	private final ApplicationContextRunner application = new ApplicationContextRunner()
		.withBean(SimpleMeterRegistry.class)
		.withConfiguration(AutoConfigurations.of(TidemarkAutoConfiguration.class,
				TidemarkResourceAutoConfiguration.class, TidemarkLeaksAutoConfiguration.class,
				TidemarkProofAutoConfiguration.class, TidemarkMetricsAutoConfiguration.class,
				MetricsAutoConfiguration.class, JvmMetricsAutoConfiguration.class))
		.withPropertyValues("tidemark.leaks.interval=1s", "tidemark.leaks.judge-interval=1s");

	@Test
	void nothingIsMadeBeforeTheApplicationIsReady() {
		this.application.withPropertyValues("management.health.leaks.enabled=true").run((context) -> {
			assertThat(context.getBean(LeaksHealthIndicator.class).health().getDetails()).containsEntry("watched", 0);

			ConfigurableListableBeanFactory beans = context.getSourceApplicationContext().getBeanFactory();
			for (Class<?> type : List.of(LeakWatch.class, WatchedResources.class, LeakMetrics.class)) {
				assertThat(beans.getBeanNamesForType(type, true, false)).hasSize(1)
					.allMatch((name) -> !beans.containsSingleton(name));
			}
		});
	}

	@Test
	void everythingIsOffWithOneProperty() {
		this.application.withPropertyValues("tidemark.leaks.enabled=false").run((context) -> {
			assertThat(context).doesNotHaveBean(LeakWatch.class)
				.doesNotHaveBean(LeakMetrics.class)
				.doesNotHaveBean(LeakStarter.class);
			context.getBean(TidemarkStarter.class).onApplicationEvent(ready(context.getSourceApplicationContext()));
			assertThat(context.getBean(ObserverParts.class).leaks().state().because())
				.isEqualTo("it is off because tidemark.leaks.enabled is false");
			assertThat(context.getBean(ObserverParts.class).resources().works()).isFalse();
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "tidemark.enabled", "tidemark.leaks.enabled", "tidemark.metrics.enabled" })
	void whoInjectsWhatProvesStartsAlsoWithoutVerdicts(String property) {
		this.application.withPropertyValues(property + "=false").withBean(Injecting.class).run((context) -> {
			assertThat(context).hasSingleBean(Closeables.class).hasSingleBean(OwnedThreads.class);
			leak(context.getBean(Injecting.class).closeables());
		});
	}

	record Injecting(Closeables closeables, OwnedThreads owned) {
	}

	@Test
	void aLeakThatIsProvenIsALineAnEventAMeterAndHealth(CapturedOutput output) {
		this.application.withBean(Listener.class)
			.withPropertyValues("management.health.leaks.enabled=true")
			.run((context) -> {
				start(context.getSourceApplicationContext());
				leak(context.getBean(Closeables.class));

				LeakVerdictChanged event = context.getBean(Listener.class).take();
				assertThat(event.verdict().grade()).isEqualTo(Grade.PROVEN);
				assertThat(event.verdict().name()).contains("report-stream");
				assertThat(output).contains("Leak proven: ").contains("'" + event.verdict().name() + "'");
				SimpleMeterRegistry registry = context.getBean(SimpleMeterRegistry.class);
				until(() -> registry.find("tidemark.leaks.age").tag("grade", "proven").gauge() != null);
				assertThat(registry.find("tidemark.leaks").tag("grade", "proven").gauges())
					.anyMatch((gauge) -> gauge.value() == 1);
				assertThat(context.getBean(LeaksHealthIndicator.class).health()).satisfies((health) -> {
					assertThat(health.getStatus()).isEqualTo(Status.UP);
					assertThat(health.getDetails()).containsEntry("leaks", 1);
				});
			});
	}

	@Test
	void shadowModeDecidesAndTellsNobody(CapturedOutput output) {
		this.application.withBean(Listener.class).withPropertyValues("tidemark.leaks.shadow=true").run((context) -> {
			start(context.getSourceApplicationContext());
			leak(context.getBean(Closeables.class));

			SimpleMeterRegistry registry = context.getBean(SimpleMeterRegistry.class);
			until(() -> registry.find("tidemark.leaks.muted").tag("grade", "proven").gauge() != null
					&& registry.get("tidemark.leaks.muted").tag("grade", "proven").gauge().value() == 1);
			assertThat(context.getBean(LeakWatch.class).verdicts()).first()
				.satisfies((verdict) -> assertThat(verdict.grade()).isEqualTo(Grade.PROVEN));
			assertThat(output).doesNotContain("Leak proven");
			assertThat(context.getBean(Listener.class).changes).isEmpty();
		});
	}

	@Test
	void aDeadlockIsProvenWithoutMeters() throws InterruptedException {
		List<Thread> deadlocked = deadlock();
		this.application.withPropertyValues("tidemark.metrics.enabled=false", "tidemark.metrics.deadlock-interval=1s")
			.run((context) -> {
				context.getBean(LeakStarter.class).onApplicationEvent(ready(context.getSourceApplicationContext()));
				until(() -> proven(context.getBean(LeakWatch.class)).contains("deadlock"));
				deadlocked.forEach(Thread::interrupt);
				until(() -> !proven(context.getBean(LeakWatch.class)).contains("deadlock"));
			});
	}

	private static List<String> proven(LeakWatch leaks) {
		return leaks.verdicts()
			.stream()
			.filter((verdict) -> verdict.grade() == Grade.PROVEN)
			.map(LeakVerdict::name)
			.toList();
	}

	/** Two threads that wait for each other until they are interrupted. */
	private static List<Thread> deadlock() throws InterruptedException {
		ReentrantLock one = new ReentrantLock();
		ReentrantLock other = new ReentrantLock();
		CountDownLatch held = new CountDownLatch(2);
		List<Thread> threads = List.of(locking(one, other, held), locking(other, one, held));
		threads.forEach(Thread::start);
		held.await();
		return threads;
	}

	private static Thread locking(ReentrantLock first, ReentrantLock second, CountDownLatch held) {
		Thread thread = new Thread(() -> {
			first.lock();
			try {
				held.countDown();
				held.await();
				second.lockInterruptibly();
				second.unlock();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			finally {
				first.unlock();
			}
		}, "locking");
		thread.setDaemon(true);
		return thread;
	}

	@Test
	void metersEndWhileThePartRests() {
		this.application.run((context) -> {
			start(context.getSourceApplicationContext());
			SimpleMeterRegistry registry = context.getBean(SimpleMeterRegistry.class);
			until(() -> registry.find("tidemark.leaks.watched").gauge() != null);

			context.getBean(ObserverParts.class).leaks().stepDown("the budget is used up");

			until(() -> registry.find("tidemark.leaks.watched").gauge() == null);
			context.getBean(ObserverParts.class).leaks().resume();
			until(() -> registry.find("tidemark.leaks.watched").gauge() != null);
		});
	}

	@Test
	void healthIsOffByDefault() {
		this.application.withPropertyValues("management.health.defaults.enabled=true")
			.run((context) -> assertThat(context).doesNotHaveBean(LeaksHealthIndicator.class));
	}

	@Test
	void aMuteWithoutAnEndIsExplainedAtStartUp(CapturedOutput output) {
		SpringApplication application = new SpringApplication(TidemarkAutoConfiguration.class);
		application.setWebApplicationType(WebApplicationType.NONE);

		assertThatException()
			.isThrownBy(() -> application.run("--tidemark.leaks.mutes[0]=heap:* | it is a cache | 2027-03-31",
					"--tidemark.leaks.mutes[1]=thread-group:legacy-* | ends with release 7 | some day"));

		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("Property 'tidemark.leaks.mutes': Mute 2: expected a date such as 2026-12-31")
			.contains("found 'some day'.")
			.contains("Write each of 'tidemark.leaks.mutes[0]', '[1]', … as one entry");
	}

	@Test
	void aMuteThatHasEndedIsSaid(CapturedOutput output) {
		this.application.withPropertyValues("tidemark.leaks.mutes[0]=heap:* | it is a cache | 2026-01-31")
			.run((context) -> {
				start(context.getSourceApplicationContext());

				until(() -> output.getAll().contains("The mute of 'heap:*' ended at 2026-02-01T00:00:00Z"));
			});
	}

	@Test
	void aRestartGoesOnWithWhatTheStateFileKept(@TempDir Path directory, CapturedOutput output) {
		Path state = directory.resolve("state");
		ApplicationContextRunner kept = this.application.withPropertyValues("tidemark.leaks.state-file=" + state);
		kept.run((context) -> {
			assertThat(context.getSourceApplicationContext().getBeanFactory().containsSingleton("tidemarkLeakHistory"))
				.isFalse();
			start(context.getSourceApplicationContext());
			until(() -> !context.getBean(LeakWatch.class).verdicts().isEmpty());
		});
		assertThat(state).isNotEmptyFile();
		assertThat(output).doesNotContain("goes on with the history");

		kept.run((context) -> {
			start(context.getSourceApplicationContext());
			until(() -> output.getAll().contains("Tidemark goes on with the history of "));
		});
		assertThat(output).doesNotContain("history of 0 resources");
	}

	@Test
	void aStateFileThatCannotBeWrittenStopsNothing(@TempDir Path directory, CapturedOutput output) {
		this.application.withPropertyValues("tidemark.leaks.state-file=" + directory.resolve("missing/state"))
			.run((context) -> {
				start(context.getSourceApplicationContext());
				until(() -> output.getAll().contains("tidemark.leaks.state-file: a restart will keep nothing"));
				until(() -> !context.getBean(LeakWatch.class).verdicts().isEmpty());
			});
	}

	@Test
	void aRestartKeepsNothingUnlessAFileIsNamed() {
		this.application.run((context) -> assertThat(context).doesNotHaveBean(LeakHistory.class));
	}

	@Test
	void anIntervalOutOfRangeIsRefused() {
		this.application.withPropertyValues("tidemark.leaks.interval=90s")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessage("Property 'tidemark.leaks.interval' must be PT1S to PT1M, found PT1M30S"));
		this.application.withPropertyValues("tidemark.leaks.resources=513")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessage("Property 'tidemark.leaks.resources' must be 1 to 512, found 513"));
	}

	/** In a method of its own, so that nothing holds the object. */
	private static void leak(Closeables closeables) {
		closeables.register("report-stream", new Object());
	}

	private static void start(ConfigurableApplicationContext context) {
		context.getBean(LeakStarter.class).onApplicationEvent(ready(context));
		context.getBean(MeterFeed.class).onApplicationEvent(ready(context));
	}

	private static ApplicationReadyEvent ready(ConfigurableApplicationContext context) {
		return new ApplicationReadyEvent(new SpringApplication(), new String[0], context, Duration.ZERO);
	}

	private static void until(BooleanSupplier condition) {
		long start = System.nanoTime();
		while (!condition.getAsBoolean()) {
			if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(60)) {
				throw new AssertionError("Nothing came of it in 60 seconds");
			}
			System.gc();
		}
	}

	static final class Listener {

		private final BlockingQueue<LeakVerdictChanged> changes = new LinkedBlockingQueue<>();

		@EventListener
		void receive(LeakVerdictChanged change) {
			this.changes.add(change);
		}

		LeakVerdictChanged take() {
			until(() -> !this.changes.isEmpty());
			return this.changes.remove();
		}

	}

}
