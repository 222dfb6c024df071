package io.tidemark;

import java.time.Duration;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Lets the parts of looking at memory work, and counts what they cost. Any thread may
 * call it.
 *
 * @since 0.1.0
 */
public interface HeapWork {

	/** Everything works, and nobody counts. */
	HeapWork UNCOUNTED = new HeapWork() {

		@Override
		public @Nullable String off(HeapPart part) {
			return null;
		}

		@Override
		public <T> T measure(HeapPart part, Supplier<T> work) {
			return work.get();
		}

		@Override
		public void paused(HeapPart part, Duration pause) {
		}

	};

	/** Why a part may not work, as a sentence; {@code null} if it may. */
	@Nullable String off(HeapPart part);

	/** Does the work of a part on the calling thread. */
	<T> T measure(HeapPart part, Supplier<T> work);

	/** A part stopped the application for so long. */
	void paused(HeapPart part, Duration pause);

}
