package io.tidemark.sample.orders;

import java.time.Instant;

/**
 * A stored order.
 *
 * @param id given by the database
 * @param product one of the {@link Catalogue}
 * @param quantity pieces, at least 1
 * @param unitPrice price of one piece when it was ordered, in cents
 * @param orderedAt when it was ordered
 */
record Order(long id, String product, int quantity, int unitPrice, Instant orderedAt) {
}
