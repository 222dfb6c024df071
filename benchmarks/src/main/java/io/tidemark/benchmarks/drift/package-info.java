/**
 * Simulates services whose heap follows their load, and tells how well the model of
 * expected memory knows them.
 */
@NullMarked
package io.tidemark.benchmarks.drift;

import org.jspecify.annotations.NullMarked;
