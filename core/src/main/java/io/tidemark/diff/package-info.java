/**
 * Takes two groupings; gives what appeared, grew, shrank and vanished. Keeps the
 * snapshots that somebody wants to compare with, in bounded number.
 */
@NullMarked
package io.tidemark.diff;

import org.jspecify.annotations.NullMarked;
