/**
 * An ordinary small web service to try Tidemark on: orders in, orders and honest load
 * out, and leaks that can be switched on.
 */
@NullMarked
package io.tidemark.sample;

import org.jspecify.annotations.NullMarked;
