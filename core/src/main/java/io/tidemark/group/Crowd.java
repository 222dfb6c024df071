package io.tidemark.group;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.tidemark.snapshot.AwaitedLock;
import io.tidemark.snapshot.FoldedThreads;
import io.tidemark.snapshot.ObservedThread;
import io.tidemark.snapshot.StackTrace;
import org.jspecify.annotations.Nullable;

/**
 * Threads that belong together while a snapshot is folded: those that were told apart and
 * those that were only counted.
 */
final class Crowd {

	private final List<ObservedThread> threads = new ArrayList<>();

	private final List<FoldedThreads> folded = new ArrayList<>();

	private int foldedSize;

	void add(ObservedThread thread) {
		this.threads.add(thread);
	}

	void add(FoldedThreads folded) {
		this.folded.add(folded);
		this.foldedSize += folded.threads();
	}

	List<ObservedThread> threads() {
		return this.threads;
	}

	List<FoldedThreads> folded() {
		return this.folded;
	}

	int foldedSize() {
		return this.foldedSize;
	}

	int size() {
		return this.threads.size() + this.foldedSize;
	}

	Thread.State state() {
		return this.threads.isEmpty() ? this.folded.get(0).state() : this.threads.get(0).state();
	}

	StackTrace stack() {
		return this.threads.isEmpty() ? this.folded.get(0).stack() : this.threads.get(0).stack();
	}

	/**
	 * Class of what one of them waits for, or {@code null}. A thread that was just let go
	 * has none; another one may still have it.
	 */
	@Nullable String blocker() {
		return Stream
			.concat(this.threads.stream().map(ObservedThread::lock), this.folded.stream().map(FoldedThreads::lock))
			.filter(Objects::nonNull)
			.map(AwaitedLock::className)
			.findFirst()
			.orElse(null);
	}

	/** Names as the JVM gives them, of the threads that were told apart first. */
	Stream<String> names() {
		return Stream.concat(this.threads.stream().map(ObservedThread::name),
				this.folded.stream().flatMap((folded) -> folded.names().stream()));
	}

	/** The container of most of them, or {@code null} if most have none. */
	@Nullable String container() {
		Map<String, Integer> sizes = new HashMap<>();
		this.threads.forEach((thread) -> count(sizes, thread.container(), 1));
		this.folded.forEach((folded) -> count(sizes, folded.container(), folded.threads()));
		return sizes.entrySet()
			.stream()
			.max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
			.filter((most) -> most.getValue() * 2 > size())
			.map(Map.Entry::getKey)
			.orElse(null);
	}

	private static void count(Map<String, Integer> sizes, @Nullable String container, int threads) {
		if (container != null) {
			sizes.merge(container, threads, Integer::sum);
		}
	}

}
