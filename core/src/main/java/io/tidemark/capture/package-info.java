/**
 * Takes the running JVM; gives a {@link io.tidemark.snapshot.ThreadSnapshot} of its
 * platform threads, without a safepoint where the JVM allows it, and its virtual threads
 * as the JVM's own dump shows them, folded.
 */
@NullMarked
package io.tidemark.capture;

import org.jspecify.annotations.NullMarked;
