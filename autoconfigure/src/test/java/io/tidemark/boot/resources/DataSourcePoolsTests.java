package io.tidemark.boot.resources;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.jdbc.metadata.AbstractDataSourcePoolMetadata;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadata;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadataProvider;

import static org.assertj.core.api.Assertions.assertThat;

class DataSourcePoolsTests {

	private final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();

	private final DataSourcePools source = new DataSourcePools(this.beans);

	private final JdbcConnectionPool pool = JdbcConnectionPool.create("jdbc:h2:mem:other", "sa", "");

	@AfterEach
	void close() {
		this.pool.dispose();
	}

	@Test
	void aPoolIsReadAsBootReadsIt() throws Exception {
		this.pool.setMaxConnections(5);
		this.beans.registerSingleton("other", this.pool);
		this.beans.registerSingleton("provider", (DataSourcePoolMetadataProvider) DataSourcePoolsTests::metadata);

		try (AutoCloseable first = this.pool.getConnection(); AutoCloseable second = this.pool.getConnection()) {
			assertThat(Offered.value(this.source, "jdbc.connections.active", "other")).isEqualTo(2);
		}
		assertThat(Offered.value(this.source, "jdbc.connections.active", "other")).isZero();
		assertThat(Offered.limit(this.source, "jdbc.connections.active", "other")).isEqualTo(5);
	}

	@Test
	void aPoolThatNobodyCanReadAndOneOfHikariAreNotOffered() {
		this.beans.registerSingleton("other", this.pool);
		this.beans.registerSingleton("hikari", new HikariDataSource());

		assertThat(this.source.resources()).isEmpty();
	}

	private static DataSourcePoolMetadata metadata(DataSource dataSource) {
		return new AbstractDataSourcePoolMetadata<>((JdbcConnectionPool) dataSource) {

			@Override
			public Integer getActive() {
				return getDataSource().getActiveConnections();
			}

			@Override
			public Integer getMax() {
				return getDataSource().getMaxConnections();
			}

			@Override
			public Integer getMin() {
				return 0;
			}

			@Override
			public String getValidationQuery() {
				return "";
			}

			@Override
			public Boolean getDefaultAutoCommit() {
				return true;
			}

		};
	}

}
