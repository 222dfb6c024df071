/**
 * Takes families of threads; tells which of them the JVM, a server or a library starts
 * anyway, and why.
 */
@NullMarked
package io.tidemark.expected;

import org.jspecify.annotations.NullMarked;
