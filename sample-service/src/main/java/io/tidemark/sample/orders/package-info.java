/**
 * The ordinary part of the service: a product and a quantity go in, a stored and priced
 * order comes out and is told to whoever listens.
 */
@NullMarked
package io.tidemark.sample.orders;

import org.jspecify.annotations.NullMarked;
