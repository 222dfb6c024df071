/**
 * Takes the flight recorder's thread starts; gives who started a thread: the parent and
 * the creator's stack, in bounded tables.
 */
@NullMarked
package io.tidemark.origin;

import org.jspecify.annotations.NullMarked;
