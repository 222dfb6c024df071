package io.tidemark.boot.autoconfigure;

import com.zaxxer.hikari.HikariDataSource;
import io.tidemark.boot.resources.HikariPools;
import io.tidemark.boot.resources.ResourceSource;
import io.tidemark.boot.resources.ResourceSources;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/**
 * {@link AutoConfiguration Auto-configuration} of what the service offers to watch. Lazy:
 * the sources are made when the application is ready, and look only at beans that are
 * there.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = TidemarkAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = { "tidemark.enabled", "tidemark.leaks.enabled" }, matchIfMissing = true)
@Lazy
public final class TidemarkResourceAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ResourceSources tidemarkResourceSources(ObjectProvider<ResourceSource> sources) {
		return new ResourceSources(sources.orderedStream().toList());
	}

	/** Pools of connections. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ HikariDataSource.class, DataSourceUnwrapper.class })
	@Lazy
	static class HikariConfiguration {

		@Bean
		@ConditionalOnMissingBean
		HikariPools tidemarkHikariPools(ConfigurableListableBeanFactory beans) {
			return new HikariPools(beans);
		}

	}

}
