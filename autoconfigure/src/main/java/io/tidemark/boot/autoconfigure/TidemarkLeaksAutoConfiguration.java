package io.tidemark.boot.autoconfigure;

import java.time.Clock;

import io.tidemark.LeakSettings;
import io.tidemark.LeakWatch;
import io.tidemark.Tidemark;
import io.tidemark.boot.leaks.LeakAnnouncer;
import io.tidemark.boot.leaks.LeakEvents;
import io.tidemark.boot.leaks.LeaksHealthIndicator;
import io.tidemark.jvm.FileLimits;
import io.tidemark.jvm.StateFile;
import io.tidemark.watch.Closeables;
import io.tidemark.watch.OwnedThreads;
import io.tidemark.watch.WatchedResources;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/**
 * {@link AutoConfiguration Auto-configuration} of the verdicts. Lazy: nothing of it is
 * made before the application is ready, and then on the schedule's thread.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = { TidemarkAutoConfiguration.class, TidemarkResourceAutoConfiguration.class })
@ConditionalOnBooleanProperty(name = { "tidemark.enabled", "tidemark.leaks.enabled" }, matchIfMissing = true)
@Lazy
public final class TidemarkLeaksAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	WatchedResources tidemarkWatchedResources(TidemarkProperties properties) {
		return new WatchedResources(properties.leaks().interval(), properties.leaks().resources());
	}

	@Bean
	@ConditionalOnMissingBean
	LeakWatch tidemarkLeakWatch(TidemarkProperties properties, Tidemark tidemark, WatchedResources resources) {
		return new LeakWatch(tidemark, resources,
				LeakSettings.DEFAULT.withShadow(properties.leaks().shadow()).withMutes(properties.leaks().muted()));
	}

	/** What a restart keeps, if somebody says where. */
	@Bean
	@ConditionalOnProperty("tidemark.leaks.state-file")
	LeakHistory tidemarkLeakHistory(TidemarkProperties properties, WatchedResources resources) {
		FileLimits limits = new FileLimits(properties.files().cap().toBytes(), properties.files().minFree().toBytes(),
				null);
		return new LeakHistory(
				new StateFile(String.valueOf(properties.leaks().stateFile()), WatchedResources.HISTORY_BYTES, limits),
				resources, Clock.systemUTC());
	}

	/** For an application that says what must be closed before it is collected. */
	@Bean
	@ConditionalOnMissingBean
	Closeables tidemarkCloseables(LeakWatch leaks) {
		return leaks.proofs().closeables();
	}

	/** For an application that says which threads must end with their owner. */
	@Bean
	@ConditionalOnMissingBean
	OwnedThreads tidemarkOwnedThreads(LeakWatch leaks) {
		return leaks.proofs().owned();
	}

	@Bean
	@ConditionalOnMissingBean
	LeakEvents tidemarkLeakEvents(ApplicationEventPublisher publisher) {
		return new LeakEvents(publisher);
	}

	@Bean
	@ConditionalOnMissingBean
	LeakAnnouncer tidemarkLeakAnnouncer(TidemarkProperties properties, ObjectProvider<LeaksAddress> address,
			LeakEvents events) {
		return new LeakAnnouncer(properties.leaks().shadow(), () -> path(address.getIfAvailable()), events);
	}

	private static @Nullable String path(@Nullable LeaksAddress address) {
		return (address != null) ? address.path() : null;
	}

	@Bean
	LeakStarter tidemarkLeakStarter(TidemarkProperties properties, ListableBeanFactory beans) {
		return new LeakStarter(properties, beans);
	}

	@Bean
	ClosedContextWatch tidemarkClosedContextWatch(ApplicationContext context) {
		return new ClosedContextWatch(context, Clock.systemUTC());
	}

	/** Where the endpoint is, if it is exposed. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(PathMappedEndpoints.class)
	@Lazy
	static class AddressConfiguration {

		private static final EndpointId LEAKS = EndpointId.of("leaks");

		@Bean
		LeaksAddress tidemarkLeaksAddress(ObjectProvider<PathMappedEndpoints> endpoints) {
			return () -> path(endpoints.getIfAvailable());
		}

		private static @Nullable String path(@Nullable PathMappedEndpoints endpoints) {
			return (endpoints != null) ? endpoints.getPath(LEAKS) : null;
		}

	}

	/**
	 * Health. Off unless the property says so: Boot's condition would switch it on by
	 * {@code management.health.defaults.enabled}, which is true by default.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(HealthIndicator.class)
	@ConditionalOnBooleanProperty("management.health.leaks.enabled")
	static class HealthConfiguration {

		@Bean
		@ConditionalOnMissingBean(name = "leaksHealthIndicator")
		LeaksHealthIndicator leaksHealthIndicator(ObjectProvider<LeakStarter> starter) {
			return new LeaksHealthIndicator(() -> starter.getObject().verdicts());
		}

	}

	/** Tells the path of the endpoint {@code leaks}. */
	@FunctionalInterface
	interface LeaksAddress {

		/** The path, or {@code null} while it is not exposed. */
		@Nullable String path();

	}

}
