package io.tidemark.verdict;

import java.time.Instant;

/**
 * A verdict got another grade.
 *
 * @param time when
 * @param from the grade it had
 * @param verdict the verdict now
 * @since 0.1.0
 */
public record LeakChange(Instant time, Grade from, LeakVerdict verdict) {

}
