/**
 * The sources of {@code grafana/dashboards}: in go panels with their queries, out comes
 * the JSON that Grafana reads, and what must be true of it.
 */
@NullMarked
package io.tidemark.sample.dashboards;

import org.jspecify.annotations.NullMarked;
