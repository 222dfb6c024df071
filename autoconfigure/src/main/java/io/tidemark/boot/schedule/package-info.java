/**
 * When the engine runs, and how much it may cost: one daemon thread for what happens by
 * itself, one for captures that somebody waits for, and the breaker that keeps both
 * within the budget.
 */
@NullMarked
package io.tidemark.boot.schedule;

import org.jspecify.annotations.NullMarked;
