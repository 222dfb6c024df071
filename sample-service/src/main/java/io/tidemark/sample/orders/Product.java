package io.tidemark.sample.orders;

/**
 * Something that can be ordered.
 *
 * @param name unique in the catalogue
 * @param description a few words for people
 * @param unitPrice price of one piece, in cents
 */
record Product(String name, String description, int unitPrice) {
}
