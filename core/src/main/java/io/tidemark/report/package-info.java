/**
 * Takes any result; gives text, JSON, HTML, folded stacks, flame graphs and pprof.
 */
@NullMarked
package io.tidemark.report;

import org.jspecify.annotations.NullMarked;
