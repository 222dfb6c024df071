package io.tidemark.boot.autoconfigure;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;

import io.tidemark.HeapPart;
import io.tidemark.HeapWatch;
import io.tidemark.HeapWork;
import io.tidemark.boot.leaks.MemoryGuard;
import io.tidemark.boot.leaks.MemoryPressureChanged;
import io.tidemark.boot.schedule.ObserverParts;
import io.tidemark.heap.OldObjects;
import io.tidemark.jvm.MemoryPressure;
import io.tidemark.jvm.MemoryPressure.Level;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;

import static org.assertj.core.api.Assertions.assertThat;

class PressureEvidenceTests {

	private static final Instant NOW = Instant.parse("2026-11-21T20:00:00Z");

	private final ApplicationContextRunner application = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(TidemarkAutoConfiguration.class,
				TidemarkResourceAutoConfiguration.class, TidemarkLeaksAutoConfiguration.class,
				TidemarkHeapAutoConfiguration.class, TidemarkContainerAutoConfiguration.class));

	private final Queue<Runnable> later = new ArrayDeque<>();

	private final MemoryGuard guard = new MemoryGuard();

	@Test
	void aHistogramIsTakenLaterAndOnceForStepsThatComeTogether() {
		this.application.run((context) -> {
			HeapWatch heap = context.getBean(HeapWatch.class);
			evidence(heap, context.getBean(HeapWork.class)).listenTo(this.guard);

			look(3, Level.TIGHT);
			look(6, Level.CRITICAL);

			assertThat(heap.histograms().kept()).isEmpty();
			assertThat(this.later).hasSize(1);
			this.later.remove().run();
			assertThat(heap.histograms().kept()).hasSize(1);
		});
	}

	@Test
	void theBudgetOfHistogramsIsKept() {
		this.application.run((context) -> {
			HeapWatch heap = context.getBean(HeapWatch.class);
			evidence(heap, context.getBean(HeapWork.class)).listenTo(this.guard);

			look(3, Level.TIGHT);
			this.later.remove().run();
			look(6, Level.CRITICAL);
			this.later.remove().run();

			assertThat(heap.histograms().kept()).hasSize(1);
		});
	}

	@Test
	void nothingIsTakenForAStepDownOrByAPartThatIsOff() {
		this.application.run((context) -> {
			HeapWatch heap = context.getBean(HeapWatch.class);
			HeapWork work = context.getBean(HeapWork.class);
			context.getBean(ObserverParts.class).histograms().stepDown("it is off for a test");
			evidence(heap, work).listenTo(this.guard);

			look(3, Level.TIGHT);
			this.later.remove().run();
			look(3_600, Level.CALM);

			assertThat(work.off(HeapPart.HISTOGRAMS)).isNotNull();
			assertThat(heap.histograms().kept()).isEmpty();
			assertThat(this.later).isEmpty();
		});
	}

	@Test
	void whatTheGuardToldBeforeIsHeard() {
		this.application.run((context) -> {
			look(3, Level.TIGHT);

			evidence(context.getBean(HeapWatch.class), context.getBean(HeapWork.class)).listenTo(this.guard);

			assertThat(this.later).hasSize(1);
		});
	}

	@Test
	void aServiceThatGetsShortHasOldObjectsAndTellsItsListeners() {
		List<Object> heard = new CopyOnWriteArrayList<>();
		this.application
			.withInitializer((context) -> context.addApplicationListener((event) -> heard
				.add((event instanceof PayloadApplicationEvent<?> payload) ? payload.getPayload() : event)))
			.run((context) -> {
				context.getBean(HeapStarter.class).onApplicationEvent(ready(context.getSourceApplicationContext()));
				HeapWatch heap = context.getBean(HeapWatch.class);
				Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> heap.noObjects() == null);

				context.getBean(MemoryGuard.class).take(new MemoryPressure(Level.CRITICAL, "Planted.", NOW));

				Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
					OldObjects objects = heap.oldObjects();
					return objects != null && !heap.histograms().kept().isEmpty();
				});
				Awaitility.await()
					.atMost(Duration.ofMinutes(1))
					.until(() -> heard.stream().anyMatch(MemoryPressureChanged.class::isInstance));
			});
	}

	private PressureEvidence evidence(HeapWatch heap, HeapWork work) {
		return new PressureEvidence(heap, work, () -> NOW.plusSeconds(60), this.later::add);
	}

	private void look(int seconds, Level level) {
		this.guard.take(new MemoryPressure(level, "Planted.", NOW.plusSeconds(seconds)));
	}

	private static ApplicationReadyEvent ready(ConfigurableApplicationContext context) {
		return new ApplicationReadyEvent(new SpringApplication(), new String[0], context, Duration.ZERO);
	}

}
