package io.tidemark.sample.orders;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The scheduled job: sums the orders up every ten seconds, so that nobody who asks waits
 * for the database.
 */
@Component
class OrderTotals {

	private final OrderStore store;

	private volatile Totals totals = new Totals(null, List.of());

	OrderTotals(OrderStore store) {
		this.store = store;
	}

	@Scheduled(fixedDelay = 10_000)
	void sum() {
		this.totals = new Totals(Instant.now(), this.store.totals());
	}

	Totals totals() {
		return this.totals;
	}

	/**
	 * The sums of the last run.
	 *
	 * @param at when they were made, absent before the first run
	 * @param products best seller first
	 */
	record Totals(@Nullable Instant at, List<ProductTotal> products) {
	}

}
