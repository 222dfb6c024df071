package io.tidemark.heap;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How much of the heap is in use by objects that live, as far as collections told.
 *
 * @param bytes lower envelope over the last collections that tell; -1 if not known yet.
 * It stays what it was when it is {@link #unknown() not known any more}
 * @param newest what the newest of these collections left, garbage of areas that it did
 * not collect included; -1 if not known yet
 * @param measured end of the newest collection that told, or {@code null} if none has yet
 * @param source what told, such as {@code G1 Old Gen after a mixed collection}; empty if
 * nothing did
 * @param unknown why it is not known, or not known since, as a sentence without a full
 * stop; {@code null} while it is known
 * @since 0.1.0
 */
public record LiveSet(long bytes, long newest, @Nullable Instant measured, String source, @Nullable String unknown) {

	/**
	 * What a watch of this resource reads: the bytes while they are known, held between
	 * two collections that tell; -1, which is a missing reading, while they are not.
	 */
	public long reading() {
		return (this.unknown == null) ? this.bytes : -1;
	}

}
