package io.tidemark.boot.autoconfigure;

import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.HeapWatch;
import io.tidemark.HeapWork;
import io.tidemark.LeakWatch;
import io.tidemark.boot.resources.RequestBursts;
import io.tidemark.boot.schedule.HeapParts;
import io.tidemark.boot.schedule.ObserverParts;
import io.tidemark.boot.tasks.MvcEndpoints;
import io.tidemark.heap.AllocationSampler;
import io.tidemark.heap.ClassHistograms;
import io.tidemark.heap.EndpointOfStack;
import io.tidemark.heap.HeapRates;
import io.tidemark.heap.HistogramSettings;
import io.tidemark.heap.LiveSetWatch;
import io.tidemark.heap.OldObjectRecorder;
import io.tidemark.jvm.FlightRecorderGuard;
import io.tidemark.origin.OriginFrameFinder;
import io.tidemark.verdict.LeakVerdict;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * {@link AutoConfiguration Auto-configuration} of the look at memory. Lazy: nothing of it
 * is made before the application is ready, and then on the schedule's thread. What is
 * recorded ends with the context.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = { TidemarkAutoConfiguration.class, TidemarkLeaksAutoConfiguration.class })
@ConditionalOnBooleanProperty(name = { "tidemark.enabled", "tidemark.heap.enabled" }, matchIfMissing = true)
@Lazy
public final class TidemarkHeapAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	LiveSetWatch tidemarkLiveSetWatch() {
		return LiveSetWatch.listen();
	}

	@Bean
	@ConditionalOnMissingBean
	HeapRates tidemarkHeapRates() {
		return HeapRates.listen();
	}

	@Bean
	@ConditionalOnMissingBean
	ClassHistograms tidemarkClassHistograms(TidemarkProperties properties, LiveSetWatch live,
			OriginFrameFinder finder) {
		TidemarkProperties.Heap.Histogram histogram = properties.heap().histogram();
		return new ClassHistograms(new HistogramSettings(histogram.interval(), histogram.maxPause(), histogram.kept()),
				live::now, finder);
	}

	@Bean
	@ConditionalOnMissingBean
	OriginFrameFinder tidemarkOriginFrameFinder(TidemarkProperties properties, BeanFactory beanFactory) {
		return new OriginFrameFinder(TidemarkAutoConfiguration.applicationPackages(properties, beanFactory));
	}

	@Bean
	@ConditionalOnMissingBean
	OldObjectRecorder tidemarkOldObjectRecorder(FlightRecorderGuard guard, OriginFrameFinder finder) {
		return new OldObjectRecorder(guard, finder);
	}

	@Bean
	@ConditionalOnMissingBean
	AllocationSampler tidemarkAllocationSampler(FlightRecorderGuard guard, OriginFrameFinder finder,
			ObjectProvider<EndpointOfStack> endpoints, HeapRates rates) {
		return new AllocationSampler(guard, finder, endpoints.getIfAvailable(() -> EndpointOfStack.NONE),
				rates::allocationRate);
	}

	@Bean
	@ConditionalOnMissingBean(HeapWork.class)
	HeapParts tidemarkHeapParts(TidemarkProperties properties, ObserverParts parts) {
		return new HeapParts(parts, properties.heap().histogram().automatic() ? null
				: "it is off because tidemark.heap.histogram.automatic is false");
	}

	@Bean
	@ConditionalOnMissingBean
	HeapWatch tidemarkHeapWatch(LiveSetWatch live, ClassHistograms histograms, OldObjectRecorder recorder,
			AllocationSampler sampler, HeapWork work, ObjectProvider<LeakWatch> leaks) {
		return new HeapWatch(live, histograms, recorder, sampler, work, () -> verdicts(leaks));
	}

	private static List<LeakVerdict> verdicts(ObjectProvider<LeakWatch> leaks) {
		LeakWatch watch = leaks.getIfAvailable();
		return (watch != null) ? watch.verdicts() : List.of();
	}

	@Bean
	HeapStarter tidemarkHeapStarter(TidemarkProperties properties, ListableBeanFactory beans) {
		return new HeapStarter(properties.heap().periodicCycle(), beans);
	}

	/** Bursts of requests. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterRegistry.class)
	@Lazy
	static class MicrometerConfiguration {

		@Bean
		@ConditionalOnMissingBean
		RequestBursts tidemarkRequestBursts(ObjectProvider<MeterRegistry> registry) {
			return new RequestBursts(registry::getIfUnique, HeapStarter.LOOK.toSeconds());
		}

	}

	/** Which endpoint a stack works for. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(RequestMappingHandlerMapping.class)
	@Lazy
	static class MvcConfiguration {

		@Bean
		@ConditionalOnMissingBean(EndpointOfStack.class)
		MvcEndpoints tidemarkMvcEndpoints(ApplicationContext context) {
			return new MvcEndpoints(
					() -> context.getBeansOfType(RequestMappingHandlerMapping.class, false, false).values());
		}

	}

}
