package io.tidemark.verdict;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.tidemark.group.FamilyKey;
import io.tidemark.group.FamilyOrigin;
import io.tidemark.heap.HeapSuspects;
import io.tidemark.watch.ResourceKind;
import org.jspecify.annotations.Nullable;

/**
 * The verdict on one watched resource.
 *
 * @param id sixteen hexadecimal digits, the same after a restart
 * @param kind what it is
 * @param name its name
 * @param unit what is counted
 * @param tags what tells it from others of the same kind and name
 * @param judgement what the ladder says
 * @param limit the most there can be, NaN if not known
 * @param load name of the load signal that it may follow, or {@code null}
 * @param family the family of threads that it is, or a part of; {@code null} for others
 * @param signature the known mistake that it looks like, or {@code null} if none
 * @param origin who starts its threads, or {@code null} if not known
 * @param advice what to do, as a sentence, or {@code null} if there is nothing to do
 * @param suspects who may be to blame for memory that does not come back, or {@code null}
 * for others and while nobody looked
 * @param mute the mute that covers it, or {@code null}
 * @since 0.1.0
 */
public record LeakVerdict(String id, ResourceKind kind, String name, String unit, Map<String, String> tags,
		Judgement judgement, double limit, @Nullable String load, @Nullable FamilyKey family,
		@Nullable Signature signature, @Nullable FamilyOrigin origin, @Nullable String advice,
		@Nullable HeapSuspects suspects, @Nullable Mute mute) {

	public LeakVerdict {
		tags = Map.copyOf(tags);
	}

	/** How sure it is. */
	public Grade grade() {
		return this.judgement.grade();
	}

	/**
	 * What tells it from others of the same kind and name, such as
	 * {@code  (name=orders)}, to be set behind the name; empty if nothing does. Who
	 * starts threads is the {@link #origin()}.
	 */
	public String distinction() {
		String tags = new TreeMap<>(this.tags).entrySet()
			.stream()
			.filter((tag) -> !tag.getKey().equals("origin"))
			.map((tag) -> tag.getKey() + "=" + tag.getValue())
			.collect(Collectors.joining(", "));
		return tags.isEmpty() ? "" : " (" + tags + ")";
	}

}
