/**
 * Draws readings of leaking and of healthy services from committed ranges; tells how many
 * of the leaks each detector finds, how soon, and how often it accuses a healthy service.
 */
@NullMarked
package io.tidemark.benchmarks.leakbench;

import org.jspecify.annotations.NullMarked;
