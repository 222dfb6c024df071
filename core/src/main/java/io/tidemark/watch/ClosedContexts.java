package io.tidemark.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Proves that threads outlive the application context that started them. Keeps none of
 * them alive. Bounded: the {@value #MOST} contexts that were closed last, with
 * {@value #THREADS} threads each. Safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class ClosedContexts {

	/** Closed contexts that are remembered at most. */
	public static final int MOST = 100;

	/** Threads of a context at most. */
	public static final int THREADS = WeakThreads.MOST;

	private final Deque<Closed> contexts = new ArrayDeque<>();

	private final Duration grace;

	/**
	 * @param grace how long threads may live on
	 */
	public ClosedContexts(Duration grace) {
		this.grace = grace;
	}

	/**
	 * Takes that a context was closed.
	 * @param name its name
	 * @param threads threads that it started and that live on
	 * @param when it was closed
	 */
	public synchronized void closed(String name, List<Thread> threads, Instant when) {
		if (threads.isEmpty()) {
			return;
		}
		if (this.contexts.size() >= MOST) {
			this.contexts.removeFirst();
		}
		this.contexts.addLast(new Closed(name, new WeakThreads(threads), when));
	}

	/** Threads that have outlived their context by more than the time of grace. */
	synchronized List<Proof> proofs(Instant now) {
		List<Proof> proofs = new ArrayList<>();
		for (Closed context : List.copyOf(this.contexts)) {
			List<Thread> alive = context.threads.alive();
			if (alive.isEmpty()) {
				this.contexts.remove(context);
			}
			else if (Duration.between(context.when, now).compareTo(this.grace) >= 0) {
				proofs.add(context.proof(alive));
			}
		}
		return proofs;
	}

	private record Closed(String name, WeakThreads threads, Instant when) {

		Proof proof(List<Thread> alive) {
			String sentence = "The context '%s' was closed at %s and %s: %s".formatted(this.name,
					this.when.truncatedTo(ChronoUnit.SECONDS), WeakThreads.live(alive), WeakThreads.names(alive));
			return new Proof(this.name, sentence, this.when, alive.size(), WeakThreads.ids(alive));
		}

	}

}
