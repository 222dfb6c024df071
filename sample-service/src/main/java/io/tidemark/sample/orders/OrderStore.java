package io.tidemark.sample.orders;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;

/**
 * The orders in the database.
 */
@Repository
class OrderStore {

	/** Rows of a list; older orders are there but not listed. */
	private static final int LISTED = 100;

	private final JdbcClient jdbcClient;

	OrderStore(JdbcClient jdbcClient) {
		this.jdbcClient = jdbcClient;
	}

	Order add(String product, int quantity, int unitPrice, Instant orderedAt) {
		KeyHolder key = new GeneratedKeyHolder();
		this.jdbcClient.sql("INSERT INTO orders (product, quantity, unit_price, ordered_at) VALUES (?, ?, ?, ?)")
			.params(product, quantity, unitPrice, Timestamp.from(orderedAt))
			.update(key, "id");
		return new Order(key.getKeyAs(Long.class), product, quantity, unitPrice, orderedAt);
	}

	/** Returns the newest orders, newest first, at most 100. */
	List<Order> newest() {
		return this.jdbcClient.sql("SELECT * FROM orders ORDER BY id DESC LIMIT " + LISTED).query(Order.class).list();
	}

	/** Returns what was sold so far, best seller first, at most 100 products. */
	List<ProductTotal> totals() {
		return this.jdbcClient.sql("""
				SELECT product, SUM(quantity) AS pieces, SUM(quantity * unit_price) AS cents
				FROM orders GROUP BY product ORDER BY cents DESC LIMIT %d""".formatted(LISTED))
			.query(ProductTotal.class)
			.list();
	}

}
