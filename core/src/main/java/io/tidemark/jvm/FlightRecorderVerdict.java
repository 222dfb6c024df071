package io.tidemark.jvm;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Whether the flight recorder may write now.
 *
 * @param allowed whether it may
 * @param because why it may not, as a sentence; {@code null} if it may
 * @param freeBytes bytes free on the file system of the repository; 0 if not known
 * @param fileBytes bytes of the files in the repository while nobody but Tidemark
 * records; what others record is not counted
 * @param nextLook time after which to look again: shorter the less space there is, so
 * that a file system that fills with up to 1 GB a second is noticed before it is full
 * @since 0.1.0
 */
public record FlightRecorderVerdict(boolean allowed, @Nullable String because, long freeBytes, long fileBytes,
		Duration nextLook) {

}
