package io.tidemark.origin;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How the recorder of origins is doing.
 *
 * @param works whether thread starts are being recorded now
 * @param because why not, as a sentence; {@code null} if they are
 * @param remark what else should be known, such as files that are not where they were
 * asked to be; {@code null} if nothing
 * @param threads live threads whose origin is remembered
 * @param stacks different creator stacks that are remembered
 * @param seen thread starts that were seen in all
 * @param dropped of these, origins that were forgotten while their thread may be alive,
 * because the table was full
 * @param withoutStack of these, origins that have no stack because too many different
 * ones are remembered already
 * @param streams how often a stream was started; more than 1 after a pause or a failure
 * @param failures events that could not be understood, and streams that could not be
 * started or that ended by themselves
 * @param cpu CPU time of the threads that read the streams, as of their last flush; the
 * recorder's own threads are not in it
 * @since 0.1.0
 */
public record OriginState(boolean works, @Nullable String because, @Nullable String remark, int threads, int stacks,
		long seen, long dropped, long withoutStack, long streams, long failures, Duration cpu) {

}
