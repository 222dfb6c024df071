package io.tidemark.verdict;

import io.tidemark.heap.HeapSuspects;
import io.tidemark.watch.ResourceKind;
import org.jspecify.annotations.Nullable;

/**
 * What to do about a verdict: the repair of its signature, or where to look first.
 */
final class Advice {

	private Advice() {
	}

	static @Nullable String of(ResourceKind kind, Grade grade, @Nullable Signature signature,
			@Nullable HeapSuspects suspects) {
		if (!grade.accuses()) {
			return null;
		}
		if (signature != null) {
			return signature.repair();
		}
		String named = (suspects != null) ? MemorySentences.advice(suspects) : null;
		return (named != null) ? named : whereToLook(kind);
	}

	private static String whereToLook(ResourceKind kind) {
		return switch (kind) {
			case THREAD_GROUP -> "Read the line that starts these threads and the one at which they stand, "
					+ "and end each thread when what it serves ends.";
			case THREADS, VIRTUAL_THREADS -> "Look which group of threads grew since the baseline.";
			case HEAP -> "Compare two class histograms, and look who holds what grew.";
			case METASPACE -> "Look which class loaders stay: who made them, and who still holds a class of theirs.";
			case DIRECT_BUFFERS -> "Look who allocates buffers outside the heap and does not release them.";
			case NATIVE -> "Compare what the JVM accounts for with what the process uses, with native memory tracking.";
			case FILES -> "Close files and sockets where they are opened, with try-with-resources.";
			case EXECUTOR ->
				"Look who submits more tasks than the executor completes, bound its queue and let it refuse.";
			case POOL -> "Give back what is borrowed in any case, with try-with-resources or finally, and give each "
					+ "loan a time limit.";
			case CUSTOM -> "Look who adds to it without taking away, and bound it.";
		};
	}

}
