/**
 * The faults that can be switched on: a scenario's name and a number of times go in, that
 * many leaked things come out, until they are released. Each class is one fault beside
 * its repaired twin; read for {@code FAULT} and {@code REPAIR}.
 */
@NullMarked
package io.tidemark.sample.leaks;

import org.jspecify.annotations.NullMarked;
