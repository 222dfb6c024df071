/**
 * What a Spring service offers to watch: takes its beans and its web server; gives
 * watched resources and load signals.
 */
@NullMarked
package io.tidemark.boot.resources;

import org.jspecify.annotations.NullMarked;
