package io.tidemark.boot.resources;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfigMXBean;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.tidemark.watch.ResourceKind;
import io.tidemark.watch.WatchedResource;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.jdbc.DataSourceUnwrapper;

/**
 * Connections of HikariCP's pools that are lent, and threads that wait for one. Named by
 * bean, because the names that HikariCP gives depend on which pool is used first.
 * Readings take no lock of the pool; below 0.1 µs each. Before a pool's first connection
 * there is nothing to read.
 *
 * @since 0.1.0
 */
public final class HikariPools implements ResourceSource {

	private final MadeBeans beans;

	/**
	 * @param beans where the data sources are
	 */
	public HikariPools(ConfigurableListableBeanFactory beans) {
		this.beans = new MadeBeans(beans);
	}

	@Override
	public String name() {
		return "HikariCP pools";
	}

	@Override
	public List<WatchedResource> resources() {
		List<WatchedResource> resources = new ArrayList<>();
		Set<HikariDataSource> seen = Collections.newSetFromMap(new IdentityHashMap<>());
		this.beans.each(DataSource.class, (name, bean) -> {
			HikariDataSource pool = DataSourceUnwrapper.unwrap(bean, HikariConfigMXBean.class, HikariDataSource.class);
			if (pool != null && seen.add(pool)) {
				resources.add(resource("hikaricp.connections.active", "connections", name, pool,
						HikariPoolMXBean::getActiveConnections)
					.withLimit(pool::getMaximumPoolSize));
				resources.add(resource("hikaricp.connections.pending", "threads", name, pool,
						HikariPoolMXBean::getThreadsAwaitingConnection));
			}
		});
		return resources;
	}

	private static WatchedResource resource(String name, String unit, String bean, HikariDataSource pool,
			ToIntFunction<HikariPoolMXBean> reading) {
		return WatchedResource.of(name, unit, () -> read(pool, reading))
			.withKind(ResourceKind.POOL)
			.withTag("pool", bean);
	}

	private static double read(HikariDataSource pool, ToIntFunction<HikariPoolMXBean> reading) {
		HikariPoolMXBean running = pool.getHikariPoolMXBean();
		return (running != null && !pool.isClosed()) ? reading.applyAsInt(running) : Double.NaN;
	}

}
