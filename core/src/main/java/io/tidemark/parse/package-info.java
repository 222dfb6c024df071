/**
 * Takes a saved dump of threads as a stream; gives the same
 * {@link io.tidemark.snapshot.ThreadSnapshot} that a capture gives, and says what in the
 * dump could not be read.
 */
@NullMarked
package io.tidemark.parse;

import org.jspecify.annotations.NullMarked;
