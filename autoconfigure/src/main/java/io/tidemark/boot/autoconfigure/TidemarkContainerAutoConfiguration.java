package io.tidemark.boot.autoconfigure;

import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.boot.leaks.LeakEvents;
import io.tidemark.boot.leaks.MemoryGuard;
import io.tidemark.boot.resources.MemorySource;
import io.tidemark.boot.resources.PoolMeters;
import io.tidemark.jvm.ContainerCheck;
import io.tidemark.jvm.MemoryReadings;
import io.tidemark.jvm.PressureWatch;
import io.tidemark.jvm.ResourceLimits;
import io.tidemark.watch.PoolRatios;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/**
 * {@link AutoConfiguration Auto-configuration} of what is looked at outside the heap:
 * memory of the process and its container, and how well pools and caches work. Lazy:
 * nothing of it is made before the application is ready.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = { TidemarkAutoConfiguration.class, TidemarkLeaksAutoConfiguration.class })
@ConditionalOnBooleanProperty(name = { "tidemark.enabled", "tidemark.heap.enabled" }, matchIfMissing = true)
@Lazy
public final class TidemarkContainerAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	MemoryReadings tidemarkMemoryReadings() {
		return new MemoryReadings();
	}

	@Bean
	@ConditionalOnMissingBean
	ContainerCheck tidemarkContainerCheck(MemoryReadings readings) {
		return new ContainerCheck(readings, new ResourceLimits());
	}

	@Bean
	@ConditionalOnMissingBean
	PressureWatch tidemarkPressureWatch(MemoryReadings readings) {
		return new PressureWatch(readings);
	}

	/** For whoever wants evidence while there is room for it. */
	@Bean
	@ConditionalOnMissingBean
	MemoryGuard tidemarkMemoryGuard(ObjectProvider<LeakEvents> events) {
		MemoryGuard guard = new MemoryGuard();
		events.ifAvailable((publisher) -> guard.onPressure(publisher::accept));
		return guard;
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBooleanProperty(name = "tidemark.leaks.enabled", matchIfMissing = true)
	MemorySource tidemarkMemorySource(MemoryReadings readings) {
		return new MemorySource(readings, new ResourceLimits());
	}

	@Bean
	ContainerStarter tidemarkContainerStarter(ListableBeanFactory beans) {
		return new ContainerStarter(beans);
	}

	/** Pools, where somebody measures them. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterRegistry.class)
	@Lazy
	static class PoolConfiguration {

		@Bean
		@ConditionalOnMissingBean
		PoolMeters tidemarkPoolMeters(ObjectProvider<MeterRegistry> registry) {
			return new PoolMeters(registry::getIfUnique);
		}

		@Bean
		@ConditionalOnMissingBean
		PoolRatios tidemarkPoolRatios() {
			return new PoolRatios(Map.of());
		}

	}

}
