/**
 * Takes a snapshot; gives families of threads, each with its stack groups and wait
 * reasons.
 */
@NullMarked
package io.tidemark.group;

import org.jspecify.annotations.NullMarked;
