/**
 * The facade of the engine. The road runs
 * {@code jvm, snapshot -> capture, origin -> group ->
 * diff -> report}; a stage sees only what stands before it, and nothing sees the facade.
 */
@NullMarked
package io.tidemark;

import org.jspecify.annotations.NullMarked;
