package io.tidemark.boot.autoconfigure;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.AsyncAppenderBase;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.tidemark.HeapWatch;
import io.tidemark.boot.resources.ApplicationResources;
import io.tidemark.boot.resources.CacheSizes;
import io.tidemark.boot.resources.CaffeineSizes;
import io.tidemark.boot.resources.DataSourcePools;
import io.tidemark.boot.resources.ExecutorBeans;
import io.tidemark.boot.resources.HikariPools;
import io.tidemark.boot.resources.JvmSource;
import io.tidemark.boot.resources.LogQueues;
import io.tidemark.boot.resources.MeterGauges;
import io.tidemark.boot.resources.MeterLoads;
import io.tidemark.boot.resources.NettyBuffers;
import io.tidemark.boot.resources.ResourceSource;
import io.tidemark.boot.resources.ResourceSources;
import io.tidemark.boot.resources.SinkBeans;
import io.tidemark.boot.resources.TomcatResources;
import io.tidemark.boot.resources.WebSessions;
import io.tidemark.origin.SubmittedTasks;
import reactor.core.publisher.Sinks;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.server.session.DefaultWebSessionManager;

/**
 * {@link AutoConfiguration Auto-configuration} of what the service offers to watch. Lazy:
 * the sources are made when the application is ready, and look only at beans that are
 * there. The application's own come first, so that it can replace any of ours.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = TidemarkAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = { "tidemark.enabled", "tidemark.leaks.enabled" }, matchIfMissing = true)
public final class TidemarkResourceAutoConfiguration {

	@Lazy
	@Bean
	@ConditionalOnMissingBean
	ResourceSources tidemarkResourceSources(ObjectProvider<ResourceSource> sources) {
		return new ResourceSources(sources.orderedStream().toList());
	}

	@Lazy
	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	@ConditionalOnMissingBean
	ApplicationResources tidemarkApplicationResources(ConfigurableListableBeanFactory beans) {
		return new ApplicationResources(beans);
	}

	@Lazy
	@Bean
	@ConditionalOnMissingBean
	ExecutorBeans tidemarkExecutorBeans(ConfigurableListableBeanFactory beans, ObjectProvider<SubmittedTasks> tasks) {
		return new ExecutorBeans(beans, tasks::getObject);
	}

	@Lazy
	@Bean
	@ConditionalOnMissingBean
	JvmSource tidemarkJvmSource(ObjectProvider<SubmittedTasks> tasks, ObjectProvider<HeapWatch> heap) {
		return new JvmSource(tasks::getObject, heap::getIfAvailable);
	}

	/** The web server. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(TomcatWebServer.class)
	static class TomcatConfiguration {

		@Lazy
		@Bean
		@Order(0)
		@ConditionalOnMissingBean
		TomcatResources tidemarkTomcatResources(ApplicationContext context, ObjectProvider<SubmittedTasks> tasks) {
			return new TomcatResources(() -> context, tasks::getObject);
		}

	}

	/** Sessions where there is no servlet container, or none is asked. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ DefaultWebSessionManager.class, Sinks.class })
	static class WebFluxConfiguration {

		@Lazy
		@Bean
		@ConditionalOnMissingBean
		WebSessions tidemarkWebSessions(ConfigurableListableBeanFactory beans) {
			return new WebSessions(beans);
		}

	}

	/** Pools of connections. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(DataSourceUnwrapper.class)
	static class JdbcConfiguration {

		@Lazy
		@Bean
		@ConditionalOnMissingBean
		DataSourcePools tidemarkDataSourcePools(ConfigurableListableBeanFactory beans) {
			return new DataSourcePools(beans);
		}

	}

	/** Those of HikariCP, which tell more. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ HikariDataSource.class, DataSourceUnwrapper.class })
	static class HikariConfiguration {

		@Lazy
		@Bean
		@ConditionalOnMissingBean
		HikariPools tidemarkHikariPools(ConfigurableListableBeanFactory beans) {
			return new HikariPools(beans);
		}

	}

	/** Caches, with the bounds of Caffeine's. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Caffeine.class)
	static class CaffeineConfiguration {

		@Lazy
		@Bean
		@ConditionalOnMissingBean(CacheSizes.class)
		CacheSizes tidemarkCacheSizes(ConfigurableListableBeanFactory beans) {
			return new CacheSizes(beans, new CaffeineSizes());
		}

	}

	/** Caches in maps. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnMissingClass("com.github.benmanes.caffeine.cache.Caffeine")
	static class CacheConfiguration {

		@Lazy
		@Bean
		@ConditionalOnMissingBean(CacheSizes.class)
		CacheSizes tidemarkCacheSizes(ConfigurableListableBeanFactory beans) {
			return new CacheSizes(beans, (cache) -> null);
		}

	}

	/** Sinks. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(Sinks.class)
	static class ReactorConfiguration {

		@Lazy
		@Bean
		@ConditionalOnMissingBean
		SinkBeans tidemarkSinkBeans(ConfigurableListableBeanFactory beans) {
			return new SinkBeans(beans);
		}

	}

	/** What Netty keeps for its buffers. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ByteBufAllocatorMetricProvider.class)
	static class NettyConfiguration {

		@Lazy
		@Bean
		@ConditionalOnMissingBean
		NettyBuffers tidemarkNettyBuffers() {
			return new NettyBuffers();
		}

	}

	/** What waits to be logged. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ AsyncAppenderBase.class, LoggerContext.class })
	static class LogbackConfiguration {

		@Lazy
		@Bean
		@ConditionalOnMissingBean
		LogQueues tidemarkLogQueues() {
			return new LogQueues();
		}

	}

	/** Meters, and the load where the web server is not known. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterRegistry.class)
	static class MicrometerConfiguration {

		@Lazy
		@Bean
		@ConditionalOnMissingBean
		MeterGauges tidemarkMeterGauges(TidemarkProperties properties, ObjectProvider<MeterRegistry> registry) {
			return new MeterGauges(registry::getIfUnique, properties.leaks().watchedGauges());
		}

		@Lazy
		@Bean
		@Order(Ordered.LOWEST_PRECEDENCE)
		@ConditionalOnMissingBean
		MeterLoads tidemarkMeterLoads(ObjectProvider<MeterRegistry> registry) {
			return new MeterLoads(registry::getIfUnique);
		}

	}

}
