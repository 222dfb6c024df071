package io.tidemark.watch;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import io.tidemark.group.ThreadName;
import org.jspecify.annotations.Nullable;

/**
 * Threads that are not kept alive, at most {@value #MOST}; those that ended are
 * forgotten. Safe for use by several threads.
 */
final class WeakThreads {

	static final int MOST = 100;

	private static final int NAMED = 5;

	private final List<WeakReference<Thread>> threads = new ArrayList<>(2);

	WeakThreads() {
	}

	WeakThreads(List<Thread> threads) {
		threads.forEach(this::add);
	}

	synchronized void add(Thread thread) {
		if (this.threads.size() >= MOST) {
			forgetEnded();
		}
		if (this.threads.size() < MOST) {
			this.threads.add(new WeakReference<>(thread));
		}
	}

	/** Those that live, after the others were forgotten. */
	synchronized List<Thread> alive() {
		forgetEnded();
		return this.threads.stream().map(WeakReference::get).filter(Objects::nonNull).filter(Thread::isAlive).toList();
	}

	/** One that was not started yet may live later. */
	private void forgetEnded() {
		this.threads.removeIf((reference) -> hasEnded(reference.get()));
	}

	private static boolean hasEnded(@Nullable Thread thread) {
		return thread == null || thread.getState() == Thread.State.TERMINATED;
	}

	static Set<Long> ids(List<Thread> threads) {
		return threads.stream().map(Thread::getId).collect(Collectors.toSet());
	}

	/** How many live on, for a sentence. */
	static String live(List<Thread> threads) {
		return "%d of its threads %s on".formatted(threads.size(), (threads.size() > 1) ? "live" : "lives");
	}

	/** Names of some of them, redacted. */
	static String names(List<Thread> threads) {
		String names = threads.stream()
			.limit(NAMED)
			.map((thread) -> ThreadName.redact(thread.getName()))
			.collect(Collectors.joining(", "));
		return (threads.size() > NAMED) ? names + ", …" : names;
	}

}
