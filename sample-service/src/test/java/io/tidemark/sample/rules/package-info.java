/**
 * Takes the rules of this repository, their tests, runbooks and inhibitions; gives what
 * is wrong with them.
 */
@NullMarked
package io.tidemark.sample.rules;

import org.jspecify.annotations.NullMarked;
