package io.tidemark.sample.leaks;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;

import org.springframework.stereotype.Component;

/**
 * A connection of the database pool that is taken and not returned.
 */
@Component
final class LostConnection implements LeakScenario {

	/** Connections that the rest of the service needs to go on. */
	private static final int SPARED = 2;

	private final Held<Connection> lost = new Held<>();

	private final DataSource dataSource;

	LostConnection(DataSource dataSource) {
		this.dataSource = dataSource;
	}

	@Override
	public String id() {
		return "lost-connection";
	}

	@Override
	public String wrong() {
		return "A connection is taken from the database pool and never closed, so it never returns to the pool.";
	}

	@Override
	public int cap(LeakProperties configured) {
		return Math.min(configured.cap(), Math.max(0, poolSize() - SPARED));
	}

	@Override
	public int held() {
		return this.lost.size();
	}

	@Override
	public void commit() throws SQLException {
		Connection connection = this.dataSource.getConnection(); // FAULT: nothing closes
																	// it
		this.lost.add(connection);
		ping(connection);
	}

	@Override
	public void repaired() throws SQLException {
		try (Connection connection = this.dataSource.getConnection()) { // REPAIR: closed
																		// in any case
			ping(connection);
		}
	}

	@Override
	public void release() throws Exception {
		this.lost.release(Connection::close);
	}

	private void ping(Connection connection) throws SQLException {
		connection.isValid(1);
	}

	private int poolSize() {
		try {
			return this.dataSource.unwrap(HikariDataSource.class).getMaximumPoolSize();
		}
		catch (SQLException ex) {
			throw new IllegalStateException("The sample needs a HikariCP pool", ex);
		}
	}

}
