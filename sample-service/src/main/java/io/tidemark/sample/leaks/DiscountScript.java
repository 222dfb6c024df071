package io.tidemark.sample.leaks;

import java.util.function.IntUnaryOperator;

/**
 * What {@link ClassLoaderNeverReleased} deploys: rules that people change often, and the
 * table that is computed from them, in static fields as classes have them. Loaded once by
 * each class loader.
 */
final class DiscountScript implements IntUnaryOperator {

	private static final int QUANTITIES = 16 * 1024;

	/** 64 KiB: tenths of a percent by quantity. */
	private static final int[] DISCOUNTS = table();

	private static final String NAME = "by quantity";

	private static int[] table() {
		int[] discounts = new int[QUANTITIES];
		for (int quantity = 0; quantity < QUANTITIES; quantity++) {
			discounts[quantity] = Math.min(200, quantity / 10);
		}
		return discounts;
	}

	@Override
	public int applyAsInt(int quantity) {
		return DISCOUNTS[Math.min(quantity, QUANTITIES - 1)];
	}

	@Override
	public String toString() {
		return NAME;
	}

}
