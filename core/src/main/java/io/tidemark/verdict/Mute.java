package io.tidemark.verdict;

import java.time.Instant;

/**
 * Resources that nobody wants to be told of for a while. They are judged and shown all
 * the same.
 *
 * @param resources pattern of resources, such as {@code thread-group:legacy-poller-*}:
 * the id of a kind, a colon and a name with stars; a star alone for all kinds
 * @param reason why
 * @param until when it ends
 * @since 0.1.0
 */
public record Mute(String resources, String reason, Instant until) {

	/**
	 * Whether it works no longer; it is shown all the same, for somebody to remove it.
	 */
	public boolean hasEnded(Instant now) {
		return !now.isBefore(this.until);
	}

}
