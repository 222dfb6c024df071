/**
 * Measures what Tidemark costs, each figure beside a peer's in the same run. Takes
 * command-line arguments; prints Markdown on standard output and progress on standard
 * error.
 */
@NullMarked
package io.tidemark.benchmarks;

import org.jspecify.annotations.NullMarked;
