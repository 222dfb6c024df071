/**
 * The facade of the engine. The road runs
 * {@code jvm, snapshot -> parse -> capture, origin ->
 * group -> expected -> diff -> watch -> trend, heap -> verdict -> report}; a stage sees
 * only what stands before it, and nothing sees the facade.
 */
@NullMarked
package io.tidemark;

import org.jspecify.annotations.NullMarked;
