package io.tidemark.verdict.leaks;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

final class ConnectionPoolStarvation implements Mistake {

	private final Callers orders = new Callers("order-query");

	private final HikariDataSource dataSource = dataSource();

	@Override
	public String signature() {
		return "connection-pool-starvation";
	}

	@Override
	public void faulty() {
		this.orders.call(() -> count(this.dataSource));
	}

	@Override
	public void repaired() {
		this.orders.call(() -> countAndClose(this.dataSource));
	}

	int count(DataSource dataSource) throws SQLException {
		Connection connection = dataSource.getConnection();
		Statement statement = connection.createStatement();
		return statement.executeQuery("select 1").getFetchSize();
	}

	int countAndClose(DataSource dataSource) throws SQLException {
		try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
			return statement.executeQuery("select 1").getFetchSize();
		}
	}

	private static HikariDataSource dataSource() {
		HikariConfig config = new HikariConfig();
		config.setJdbcUrl("jdbc:h2:mem:starvation");
		config.setMaximumPoolSize(2);
		return new HikariDataSource(config);
	}

	@Override
	public void close() {
		this.orders.end();
		this.dataSource.close();
	}

}
