/**
 * Takes readings of the engine and of the schedule; gives meters. Knows Micrometer, not
 * Spring.
 */
@NullMarked
package io.tidemark.boot.metrics;

import org.jspecify.annotations.NullMarked;
