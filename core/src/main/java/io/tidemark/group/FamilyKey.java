package io.tidemark.group;

import org.jspecify.annotations.Nullable;

/**
 * Identity of a family of threads: what is watched, compared and alarmed. The same across
 * snapshots, restarts and redeploys that only shift lines.
 *
 * @param name name pattern, such as {@code pool-*-thread-*}
 * @param origin class and method of the line that started the threads, or {@code null} if
 * not known
 * @param virtual whether the threads are virtual
 * @since 0.1.0
 */
public record FamilyKey(String name, @Nullable String origin, boolean virtual) {

	/** Sixteen hexadecimal digits that name the family in reports and addresses. */
	public String id() {
		long hash = StackHash.mix(StackHash.mix(this.virtual ? 1 : 0, this.name),
				(this.origin != null) ? this.origin : "");
		return String.format("%016x", hash);
	}

}
