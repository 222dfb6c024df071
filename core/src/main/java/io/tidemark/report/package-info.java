/**
 * Takes any result; gives text, JSON and HTML.
 */
@NullMarked
package io.tidemark.report;

import org.jspecify.annotations.NullMarked;
