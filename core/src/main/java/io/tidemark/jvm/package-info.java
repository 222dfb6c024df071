/**
 * Everything that differs by JDK, vendor, collector and container. Takes the running JVM;
 * gives answers in which "this JVM cannot" is a value.
 */
@NullMarked
package io.tidemark.jvm;

import org.jspecify.annotations.NullMarked;
