/**
 * Takes changes of verdicts; gives log lines, application events and health. Knows the
 * engine and Spring, and nothing else of ours.
 */
@NullMarked
package io.tidemark.boot.leaks;

import org.jspecify.annotations.NullMarked;
