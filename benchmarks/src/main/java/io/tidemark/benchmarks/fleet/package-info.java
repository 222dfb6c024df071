/**
 * Simulates the instances of many services from scrapes of a real one, gives them to a
 * real Prometheus, and tells what rules and dashboards cost it and what they find.
 */
@NullMarked
package io.tidemark.benchmarks.fleet;

import org.jspecify.annotations.NullMarked;
