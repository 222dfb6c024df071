package io.tidemark.parse;

import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * How much of a stream is read, and how.
 *
 * @param inputBytes bytes read of a stream at most, after it was unzipped; at least 1
 * @param keptCharacters size of what is kept at most, in characters of names, frames and
 * locks that differ; a thread counts as 128 and a frame of a stack that differs as 8. At
 * least 1,024; 128 million need about 256 MB of heap
 * @param zone zone of the times that jstack and Boot write, which say none
 * @since 0.1.0
 */
public record ParseSettings(long inputBytes, long keptCharacters, ZoneId zone) {

	/** 2 GB of input, 128 million characters, UTC. */
	public static final ParseSettings DEFAULT = new ParseSettings(2L * 1024 * 1024 * 1024, 128L * 1024 * 1024,
			ZoneOffset.UTC);

	private static final long MIN_KEPT = 1_024;

	public ParseSettings {
		if (inputBytes < 1) {
			throw new IllegalArgumentException("inputBytes must be at least 1, found " + inputBytes);
		}
		if (keptCharacters < MIN_KEPT) {
			throw new IllegalArgumentException(
					"keptCharacters must be at least " + MIN_KEPT + ", found " + keptCharacters);
		}
	}

	/** The same with another bound of what is read. */
	public ParseSettings withInputBytes(long inputBytes) {
		return new ParseSettings(inputBytes, this.keptCharacters, this.zone);
	}

	/** The same with another bound of what is kept. */
	public ParseSettings withKeptCharacters(long keptCharacters) {
		return new ParseSettings(this.inputBytes, keptCharacters, this.zone);
	}

	/** The same with another time zone. */
	public ParseSettings withZone(ZoneId zone) {
		return new ParseSettings(this.inputBytes, this.keptCharacters, zone);
	}

}
