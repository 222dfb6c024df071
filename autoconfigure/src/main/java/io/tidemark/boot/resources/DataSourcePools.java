package io.tidemark.boot.resources;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

import javax.sql.DataSource;

import io.tidemark.watch.ResourceKind;
import io.tidemark.watch.WatchedResource;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.boot.jdbc.metadata.CompositeDataSourcePoolMetadataProvider;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadata;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadataProvider;

/**
 * Connections that pools other than HikariCP's have lent, as Boot reads them: those of
 * Tomcat, DBCP2 and Oracle, and every other for which there is a
 * {@link DataSourcePoolMetadataProvider}.
 *
 * @since 0.1.0
 */
public final class DataSourcePools implements ResourceSource {

	private static final String HIKARI = "com.zaxxer.hikari.HikariDataSource";

	private final MadeBeans beans;

	/**
	 * @param beans where data sources and providers are
	 */
	public DataSourcePools(ConfigurableListableBeanFactory beans) {
		this.beans = new MadeBeans(beans);
	}

	@Override
	public String name() {
		return "pools of connections";
	}

	@Override
	public List<WatchedResource> resources() {
		List<DataSourcePoolMetadataProvider> providers = new ArrayList<>();
		this.beans.each(DataSourcePoolMetadataProvider.class, (name, provider) -> providers.add(provider));
		DataSourcePoolMetadataProvider provider = new CompositeDataSourcePoolMetadataProvider(providers);
		List<WatchedResource> resources = new ArrayList<>();
		Set<DataSource> seen = Collections.newSetFromMap(new IdentityHashMap<>());
		this.beans.each(DataSource.class, (name, bean) -> {
			DataSource root = DataSourceUnwrapper.unwrapRoot(bean);
			DataSourcePoolMetadata pool = (root != null && !isHikari(root)) ? provider.getDataSourcePoolMetadata(root)
					: null;
			if (pool != null && seen.add(root)) {
				resources.add(active(name, pool));
			}
		});
		return resources;
	}

	/** Those have a source of their own, which tells more. */
	private static boolean isHikari(DataSource root) {
		return root.getClass().getName().equals(HIKARI);
	}

	private static WatchedResource active(String name, DataSourcePoolMetadata pool) {
		return WatchedResource.of("jdbc.connections.active", "connections", () -> number(pool.getActive()))
			.withKind(ResourceKind.POOL)
			.withTag("pool", name)
			.withLimit(() -> number(pool.getMax()));
	}

	/** Below 0 is not known, and no limit. */
	private static double number(@Nullable Integer number) {
		return (number != null && number >= 0) ? number : Double.NaN;
	}

}
