/**
 * The values that every stage speaks of: threads, each at its own moment, with state,
 * stack, lock and origin, and what it cost to see them. Takes nothing; gives the nouns.
 */
@NullMarked
package io.tidemark.snapshot;

import org.jspecify.annotations.NullMarked;
