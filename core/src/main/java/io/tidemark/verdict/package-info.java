/**
 * Takes what changed, and what was expected; tells what kind of mistake a growing group
 * of threads is and how it is repaired.
 */
@NullMarked
package io.tidemark.verdict;

import org.jspecify.annotations.NullMarked;
