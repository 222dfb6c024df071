/**
 * Takes the running JVM; gives what its heap holds: the live set behind the sawtooth, the
 * classes that grew, the lines that allocated what stayed, and who holds it.
 */
@NullMarked
package io.tidemark.heap;

import org.jspecify.annotations.NullMarked;
