package io.tidemark.heap;

import java.time.Instant;

/**
 * What a collection told about the live set.
 *
 * @param bytes the estimate
 * @param time when the collection ended
 * @param cycle number of the cycle that it belongs to: several pauses of one cycle tell
 * of one thing
 * @param source what told, for people
 */
record Tell(long bytes, Instant time, long cycle, String source) {

}
