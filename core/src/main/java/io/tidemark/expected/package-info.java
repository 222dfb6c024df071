/**
 * Takes a catalogue of the threads that JVM, servers and libraries start and a family of
 * threads; says whether the family is expected, why, and where that is written down.
 */
@NullMarked
package io.tidemark.expected;

import org.jspecify.annotations.NullMarked;
