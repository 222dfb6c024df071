package io.tidemark.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * How much of the virtual threads a snapshot has seen.
 *
 * @param answer how they were seen
 * @param count how many there are, or {@code null} if not known
 * @param because why not all of them are in the snapshot with their stacks, or
 * {@code null} if they are
 * @since 0.1.0
 */
public record VirtualThreads(Answer answer, @Nullable Integer count, @Nullable String because) {

	/** For a JVM without virtual threads, before JDK 21. */
	public static final VirtualThreads NONE = new VirtualThreads(Answer.WHOLE, 0, null);

	/** All of them with their stacks. */
	public static VirtualThreads whole(int count) {
		return new VirtualThreads(Answer.WHOLE, count, null);
	}

	/**
	 * Their number only.
	 * @param because why no stacks
	 */
	public static VirtualThreads counted(int count, String because) {
		return new VirtualThreads(Answer.COUNTED, count, because);
	}

	/**
	 * Nothing is known of them.
	 * @param because why not
	 */
	public static VirtualThreads refused(String because) {
		return new VirtualThreads(Answer.REFUSED, null, because);
	}

	/** The known number, 0 if it is not known. */
	public int known() {
		return (this.count != null) ? this.count : 0;
	}

	/**
	 * How virtual threads were seen.
	 */
	public enum Answer {

		/** All with their stacks. */
		WHOLE("whole"),

		/** Their number only. */
		COUNTED("counted"),

		/** Not at all. */
		REFUSED("refused");

		private final String id;

		Answer(String id) {
			this.id = id;
		}

		/** Name of the answer in reports, such as {@code counted}. */
		public String id() {
			return this.id;
		}

	}

}
