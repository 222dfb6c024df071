package io.tidemark.boot.autoconfigure;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.jvm.convention.JvmClassLoadingMeterConventions;
import io.micrometer.core.instrument.binder.jvm.convention.JvmCpuMeterConventions;
import io.micrometer.core.instrument.binder.jvm.convention.JvmMemoryMeterConventions;
import io.micrometer.core.instrument.binder.jvm.convention.JvmThreadMeterConventions;
import io.micrometer.core.instrument.binder.jvm.convention.otel.OpenTelemetryJvmClassLoadingMeterConventions;
import io.micrometer.core.instrument.binder.jvm.convention.otel.OpenTelemetryJvmCpuMeterConventions;
import io.micrometer.core.instrument.binder.jvm.convention.otel.OpenTelemetryJvmMemoryMeterConventions;
import io.micrometer.core.instrument.binder.jvm.convention.otel.OpenTelemetryJvmThreadMeterConventions;
import io.tidemark.Tidemark;
import io.tidemark.boot.metrics.AllocationMetrics;
import io.tidemark.boot.metrics.ApplicationMetrics;
import io.tidemark.boot.metrics.DeadlockMetrics;
import io.tidemark.boot.metrics.DriftMetrics;
import io.tidemark.boot.metrics.ExecutorMetrics;
import io.tidemark.boot.metrics.GcMetrics;
import io.tidemark.boot.metrics.HeapMetrics;
import io.tidemark.boot.metrics.JvmThreadStates;
import io.tidemark.boot.metrics.LeakMetrics;
import io.tidemark.boot.metrics.LimitMetrics;
import io.tidemark.boot.metrics.MemoryMetrics;
import io.tidemark.boot.metrics.ObserverMetrics;
import io.tidemark.boot.metrics.OpenTelemetryMetrics;
import io.tidemark.boot.metrics.PartReading;
import io.tidemark.boot.metrics.PoolMetrics;
import io.tidemark.boot.metrics.ProcessMemoryMetrics;
import io.tidemark.boot.metrics.StuckMetrics;
import io.tidemark.boot.metrics.ThreadCounts;
import io.tidemark.boot.metrics.ThreadGroupMetrics;
import io.tidemark.boot.metrics.ThreadMetrics;
import io.tidemark.boot.metrics.WaitReasonMetrics;
import io.tidemark.boot.schedule.ObserverPart;
import io.tidemark.boot.schedule.ObserverParts;
import io.tidemark.capture.ThreadCounter;
import io.tidemark.heap.HeapRates;
import io.tidemark.heap.LiveSetWatch;
import io.tidemark.jvm.FlightRecorderGuard;
import io.tidemark.jvm.GcPauses;
import io.tidemark.jvm.JvmFeatures;
import io.tidemark.jvm.JvmReadings;
import io.tidemark.jvm.MemoryPools;
import io.tidemark.jvm.PartState;
import io.tidemark.jvm.ResourceLimits;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.jvm.JvmMetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.system.SystemMetricsAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/**
 * {@link AutoConfiguration Auto-configuration} of the meters. Comes before that of the
 * JVM's meters, so that its threads by state can be fed from our pass. All other meters
 * are lazy and no candidates for injection: {@link MeterFeed} binds them when the
 * application is ready, because binding them on the way there cost 0.3 s of CPU.
 *
 * @since 0.1.0
 */
@AutoConfiguration(
		after = { TidemarkAutoConfiguration.class, TidemarkHeapAutoConfiguration.class, MetricsAutoConfiguration.class,
				CompositeMeterRegistryAutoConfiguration.class },
		before = { JvmMetricsAutoConfiguration.class, SystemMetricsAutoConfiguration.class })
@ConditionalOnClass({ MeterRegistry.class, JvmMetricsAutoConfiguration.class })
@ConditionalOnBean({ MeterRegistry.class, Tidemark.class })
@ConditionalOnBooleanProperty(name = "tidemark.metrics.enabled", matchIfMissing = true)
public final class TidemarkMetricsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ThreadCounts tidemarkThreadCounts(ObjectProvider<ObserverParts> parts) {
		ThreadCounter counter = new ThreadCounter();
		return new ThreadCounts(() -> parts.getObject().threadStates().measure(counter::count), counter::startedTotal,
				System::nanoTime);
	}

	@Lazy
	@Bean(autowireCandidate = false)
	ThreadMetrics tidemarkThreadMetrics(ThreadCounts threads) {
		return new ThreadMetrics(threads);
	}

	@Bean
	@ConditionalOnMissingBean(JvmThreadMetrics.class)
	@ConditionalOnBooleanProperty(name = "tidemark.metrics.replace-thread-states", matchIfMissing = true)
	JvmThreadStates tidemarkJvmThreadStates(ThreadCounts threads,
			ObjectProvider<JvmThreadMeterConventions> conventions) {
		JvmThreadMeterConventions own = conventions.getIfAvailable();
		return (own != null) ? new JvmThreadStates(threads, List.of(), own) : new JvmThreadStates(threads);
	}

	@Lazy
	@Bean(autowireCandidate = false)
	ThreadGroupMetrics tidemarkThreadGroupMetrics(TidemarkProperties properties) {
		return new ThreadGroupMetrics(properties.metrics().groups().top());
	}

	@Lazy
	@Bean(autowireCandidate = false)
	DeadlockMetrics tidemarkDeadlockMetrics() {
		return new DeadlockMetrics();
	}

	@Lazy
	@Bean(autowireCandidate = false)
	WaitReasonMetrics tidemarkWaitReasonMetrics() {
		return new WaitReasonMetrics();
	}

	@Lazy
	@Bean(autowireCandidate = false)
	StuckMetrics tidemarkStuckMetrics() {
		return new StuckMetrics();
	}

	@Lazy
	@Bean(autowireCandidate = false)
	ExecutorMetrics tidemarkExecutorMetrics() {
		return new ExecutorMetrics(JvmFeatures.current().hasVirtualThreads());
	}

	@Lazy
	@Bean(autowireCandidate = false)
	LimitMetrics tidemarkLimitMetrics() {
		return new LimitMetrics(new JvmReadings(), new ResourceLimits());
	}

	@Lazy
	@Bean(autowireCandidate = false)
	ApplicationMetrics tidemarkApplicationMetrics(TidemarkProperties properties, ObjectProvider<BuildProperties> build,
			Environment environment) {
		String said = properties.heap().drift().version();
		BuildProperties known = build.getIfAvailable();
		String built = (known != null) ? known.getVersion() : null;
		String version = (said != null) ? said
				: (built != null) ? built : environment.getProperty("spring.application.version", "");
		return new ApplicationMetrics(version, System.getProperty("java.version", ""),
				ManagementFactory.getGarbageCollectorMXBeans().stream().map(GarbageCollectorMXBean::getName).toList());
	}

	@Lazy
	@Bean(autowireCandidate = false)
	@ConditionalOnBooleanProperty(name = "tidemark.leaks.enabled", matchIfMissing = true)
	LeakMetrics tidemarkLeakMetrics(TidemarkProperties properties) {
		return new LeakMetrics(properties.leaks().shadow());
	}

	@Lazy
	@Bean(autowireCandidate = false)
	@ConditionalOnBooleanProperty(name = { "tidemark.heap.enabled", "tidemark.heap.drift.enabled" },
			matchIfMissing = true)
	DriftMetrics tidemarkDriftMetrics() {
		return new DriftMetrics();
	}

	@Lazy
	@Bean(autowireCandidate = false)
	@ConditionalOnBooleanProperty(name = { "tidemark.heap.enabled", "tidemark.heap.allocations.enabled" },
			matchIfMissing = true)
	AllocationMetrics tidemarkAllocationMetrics(TidemarkProperties properties) {
		return new AllocationMetrics(properties.heap().allocations().top());
	}

	@Lazy
	@Bean(autowireCandidate = false)
	MemoryMetrics tidemarkMemoryMetrics() {
		return new MemoryMetrics(new MemoryPools());
	}

	@Lazy
	@Bean(autowireCandidate = false)
	@ConditionalOnBooleanProperty(name = "tidemark.heap.enabled", matchIfMissing = true)
	ProcessMemoryMetrics tidemarkProcessMemoryMetrics() {
		return new ProcessMemoryMetrics();
	}

	@Lazy
	@Bean(autowireCandidate = false)
	@ConditionalOnBooleanProperty(name = "tidemark.heap.enabled", matchIfMissing = true)
	PoolMetrics tidemarkPoolMetrics() {
		return new PoolMetrics();
	}

	@Lazy
	@Bean(autowireCandidate = false)
	ObserverMetrics tidemarkObserverMetrics(ObserverParts parts, FlightRecorderGuard guard) {
		return new ObserverMetrics(() -> readings(parts), guard::fileBytes);
	}

	private static List<PartReading> readings(ObserverParts parts) {
		return parts.all().stream().map((part) -> reading(part, parts.state(part))).toList();
	}

	private static PartReading reading(ObserverPart part, PartState state) {
		return new PartReading(part.name(), state.works(), part.cpu(), state.pause(), part.failures());
	}

	/**
	 * The names of OpenTelemetry for the JVM's meters, by Micrometer's own conventions.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnProperty(name = "tidemark.metrics.names", havingValue = "opentelemetry")
	static class OpenTelemetryConfiguration {

		@Bean
		@ConditionalOnMissingBean(JvmThreadMeterConventions.class)
		OpenTelemetryJvmThreadMeterConventions tidemarkThreadNames() {
			return new OpenTelemetryJvmThreadMeterConventions(Tags.empty());
		}

		@Bean
		@ConditionalOnMissingBean(JvmMemoryMeterConventions.class)
		OpenTelemetryJvmMemoryMeterConventions tidemarkMemoryNames() {
			return new OpenTelemetryJvmMemoryMeterConventions(Tags.empty());
		}

		@Bean
		@ConditionalOnMissingBean(JvmClassLoadingMeterConventions.class)
		OpenTelemetryJvmClassLoadingMeterConventions tidemarkClassNames() {
			return new OpenTelemetryJvmClassLoadingMeterConventions(Tags.empty());
		}

		@Bean
		@ConditionalOnMissingBean(JvmCpuMeterConventions.class)
		OpenTelemetryJvmCpuMeterConventions tidemarkCpuNames() {
			return new OpenTelemetryJvmCpuMeterConventions(Tags.empty());
		}

		@Lazy
		@Bean(autowireCandidate = false)
		OpenTelemetryMetrics tidemarkOpenTelemetryMetrics(ObjectProvider<GcPauses> pauses) {
			return new OpenTelemetryMetrics(new MemoryPools(), pauses.getIfAvailable());
		}

	}

	@Bean
	MeterFeed tidemarkMeterFeed(TidemarkProperties properties, ListableBeanFactory beans) {
		return new MeterFeed(properties, beans);
	}

	/** Apart, because a run-time image may lack the module that tells of collections. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "com.sun.management.GarbageCollectionNotificationInfo")
	static class GcConfiguration {

		@Lazy
		@Bean
		@ConditionalOnMissingBean
		GcPauses tidemarkGcPauses() {
			return GcPauses.listen();
		}

		@Lazy
		@Bean(autowireCandidate = false)
		GcMetrics tidemarkGcMetrics(GcPauses pauses) {
			return new GcMetrics(pauses);
		}

		@Lazy
		@Bean(autowireCandidate = false)
		@ConditionalOnBean({ LiveSetWatch.class, HeapRates.class })
		HeapMetrics tidemarkHeapMetrics(LiveSetWatch live, HeapRates rates) {
			return new HeapMetrics(live, rates);
		}

	}

}
