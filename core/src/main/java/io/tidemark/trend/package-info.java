/**
 * From the series of a watched resource to the direction of its floor.
 */
@NullMarked
package io.tidemark.trend;

import org.jspecify.annotations.NullMarked;
