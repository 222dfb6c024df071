/**
 * The code of the pages in {@code docs/leaks}: each mistake, and the same without it.
 */
@NullMarked
package io.tidemark.verdict.leaks;

import org.jspecify.annotations.NullMarked;
