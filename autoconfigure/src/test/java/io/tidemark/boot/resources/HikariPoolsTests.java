package io.tidemark.boot.resources;

import java.sql.Connection;
import java.util.concurrent.CompletableFuture;

import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class HikariPoolsTests {

	private final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();

	private final HikariPools source = new HikariPools(this.beans);

	private final HikariDataSource pool = new HikariDataSource();

	HikariPoolsTests() {
		this.pool.setJdbcUrl("jdbc:h2:mem:pools");
		this.pool.setMaximumPoolSize(2);
		this.beans.registerSingleton("orders", this.pool);
	}

	@AfterEach
	void close() {
		this.pool.close();
	}

	@Test
	void connectionsThatAreLentAndThreadsThatWaitForOneAreRead() throws Exception {
		CompletableFuture<Connection> waiting;
		try (Connection first = this.pool.getConnection(); Connection second = this.pool.getConnection()) {
			waiting = CompletableFuture.supplyAsync(this::lend);

			await().until(() -> Offered.value(this.source, "hikaricp.connections.pending", "orders") == 1);
			assertThat(Offered.value(this.source, "hikaricp.connections.active", "orders")).isEqualTo(2);
			assertThat(Offered.limit(this.source, "hikaricp.connections.active", "orders")).isEqualTo(2);
		}
		waiting.get().close();
		await().until(() -> Offered.value(this.source, "hikaricp.connections.active", "orders") == 0);
	}

	@Test
	void aPoolThatIsNotUsedYetOrNoLongerIsMissingAndNotStarted() throws Exception {
		assertThat(Offered.value(this.source, "hikaricp.connections.active", "orders")).isNaN();
		assertThat(this.pool.getHikariPoolMXBean()).isNull();

		this.pool.getConnection().close();
		this.pool.close();

		assertThat(Offered.value(this.source, "hikaricp.connections.active", "orders")).isNaN();
	}

	@Test
	void aPoolBehindAProxyIsOnePool() throws Exception {
		this.pool.getConnection().close();
		this.beans.registerSingleton("lazyOrders", new LazyConnectionDataSourceProxy(this.pool));

		assertThat(this.source.resources()).hasSize(2);
	}

	private Connection lend() {
		try {
			return this.pool.getConnection();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
