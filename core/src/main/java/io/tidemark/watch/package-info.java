/**
 * Takes readings over time; keeps bounded series of them, and tells which threads do not
 * move.
 */
@NullMarked
package io.tidemark.watch;

import org.jspecify.annotations.NullMarked;
