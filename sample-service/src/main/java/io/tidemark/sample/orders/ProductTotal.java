package io.tidemark.sample.orders;

/**
 * What was sold of one product.
 *
 * @param product its name
 * @param pieces how many
 * @param cents for how much
 */
record ProductTotal(String product, long pieces, long cents) {
}
