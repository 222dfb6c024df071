package io.tidemark.boot.autoconfigure;

import java.time.Clock;

import io.tidemark.MemoryDrift;
import io.tidemark.heap.LiveSetWatch;
import io.tidemark.jvm.FileLimits;
import io.tidemark.jvm.JvmReadings;
import io.tidemark.jvm.StateFile;
import io.tidemark.trend.DriftVersions;
import io.tidemark.watch.WatchedResources;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * {@link AutoConfiguration Auto-configuration} of expected memory. Lazy: nothing of it is
 * made before the application is ready.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = TidemarkLeaksAutoConfiguration.class,
		afterName = "io.tidemark.boot.autoconfigure.TidemarkHeapAutoConfiguration")
@ConditionalOnBean({ LiveSetWatch.class, WatchedResources.class })
@ConditionalOnBooleanProperty(name = { "tidemark.enabled", "tidemark.heap.enabled", "tidemark.heap.drift.enabled" },
		matchIfMissing = true)
@Lazy
public final class TidemarkDriftAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	MemoryDrift tidemarkMemoryDrift(TidemarkProperties properties, ObjectProvider<BuildProperties> build,
			LiveSetWatch live, WatchedResources resources) {
		JvmReadings readings = new JvmReadings();
		return new MemoryDrift(version(properties, build.getIfAvailable()), live::now, resources,
				readings::platformThreads);
	}

	private static String version(TidemarkProperties properties, @Nullable BuildProperties build) {
		String said = properties.heap().drift().version();
		String built = (build != null) ? build.getVersion() : null;
		return (said != null) ? said : (built != null) ? built : "";
	}

	/** What a restart keeps, if somebody says where. */
	@Bean
	@ConditionalOnProperty("tidemark.heap.drift.state-file")
	DriftHistory tidemarkDriftHistory(TidemarkProperties properties, MemoryDrift drift) {
		FileLimits limits = new FileLimits(properties.files().cap().toBytes(), properties.files().minFree().toBytes(),
				null);
		String file = String.valueOf(properties.heap().drift().stateFile());
		return new DriftHistory(new StateFile(file, DriftVersions.BYTES, limits), drift, Clock.systemUTC());
	}

	@Bean
	DriftStarter tidemarkDriftStarter(ListableBeanFactory beans) {
		return new DriftStarter(beans);
	}

}
