package io.tidemark.verdict;

import java.time.Duration;

import io.tidemark.heap.HeapSuspects;
import io.tidemark.trend.Rise;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a resource beside its series when it is judged.
 *
 * @param processAge time since the application was ready
 * @param cleared why it may grow, as a sentence, or {@code null} if nothing says so
 * @param blind why it cannot be judged, as a sentence, or {@code null} if it can
 * @param signature the known mistake that it looks like, or {@code null} if none
 * @param proof why it is certain that it leaks, as a sentence, or {@code null} if it is
 * not
 * @param saturation why it will soon be full, as a sentence with the time left, or
 * {@code null} if it will not
 * @param limit the most there can be, NaN if not known
 * @param members whether it consists of members of which it is known how many do not move
 * @param witnessed whether others look closer while it is watched and can agree, as they
 * do at memory: growth alone accuses it only if it is soon full
 * @param suspects who may be to blame for memory that does not come back, or {@code null}
 * if nobody looked
 * @param drift why there is more than a load like this needed before, as a sentence, or
 * {@code null} if there is not
 * @param told how it rose where it is told seldom, such as by collections, or
 * {@code null} if nobody says so; its readings say too little then
 * @since 0.1.0
 */
public record Circumstances(Duration processAge, @Nullable String cleared, @Nullable String blind,
		@Nullable Signature signature, @Nullable String proof, @Nullable String saturation, double limit,
		boolean members, boolean witnessed, @Nullable HeapSuspects suspects, @Nullable String drift,
		@Nullable Rise told) {

	/** Without what concerns memory only. */
	public Circumstances(Duration processAge, @Nullable String cleared, @Nullable String blind,
			@Nullable Signature signature, @Nullable String proof, @Nullable String saturation, double limit,
			boolean members) {
		this(processAge, cleared, blind, signature, proof, saturation, limit, members, false, null, null, null);
	}

	/** Nothing is known but the age. */
	public static Circumstances of(Duration processAge) {
		return new Circumstances(processAge, null, null, null, null, null, Double.NaN, false);
	}

}
