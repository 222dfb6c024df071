/**
 * The actuator endpoints.
 */
@NullMarked
package io.tidemark.boot.endpoint;

import org.jspecify.annotations.NullMarked;
