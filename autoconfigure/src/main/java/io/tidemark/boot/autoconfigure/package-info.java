/**
 * Puts the parts together. On top: nothing looks up at it.
 */
@NullMarked
package io.tidemark.boot.autoconfigure;

import org.jspecify.annotations.NullMarked;
