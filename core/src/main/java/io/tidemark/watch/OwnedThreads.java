package io.tidemark.watch;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

/**
 * Proves that threads outlive the object to which they belong: <pre>{@code
 * Ownership threads = owned.register("price-feed", this);
 * this.executor = Executors.newFixedThreadPool(4, threads.factory(Thread::new));
 * }</pre> If the object is collected and its threads live on for the time of grace, there
 * is nobody left who could end them.
 * <p>
 * An executor is no owner: its workers hold it, and a handle on it may be collected while
 * its tasks run as they should. Nor is an object that one of its threads holds, for it is
 * never collected.
 * <p>
 * Keeps neither owner nor threads alive and starts no thread. Bounded: {@value #MOST}
 * owners with {@value #THREADS} threads each, those beyond are counted and not watched.
 * Safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class OwnedThreads {

	/** Owners at most, with those that were collected and whose threads live on. */
	public static final int MOST = 1_000;

	/** Threads of an owner at most. */
	public static final int THREADS = WeakThreads.MOST;

	private static final List<Class<?>> NO_OWNERS = List.of(Executor.class, Thread.class, ThreadFactory.class,
			ThreadGroup.class, Timer.class);

	private final ReferenceQueue<Object> collected = new ReferenceQueue<>();

	private final Set<Owner> owners = ConcurrentHashMap.newKeySet();

	private final List<Owner> orphans = new ArrayList<>();

	/** Size of the orphans, for whoever registers. */
	private volatile int orphaned;

	private final LongAdder beyond = new LongAdder();

	private final Duration grace;

	/**
	 * @param grace how long threads may live on
	 */
	public OwnedThreads(Duration grace) {
		this.grace = grace;
	}

	/**
	 * Watches that threads end with the object to which they belong.
	 * @param name what the object is
	 * @param owner the object; it is not kept alive
	 * @return takes its threads
	 * @throws IllegalArgumentException if the owner is an executor or a thread
	 */
	public Ownership register(String name, Object owner) {
		if (name.isBlank()) {
			throw new IllegalArgumentException("name of an owner must not be blank, found '" + name + "'");
		}
		if (NO_OWNERS.stream().anyMatch((type) -> type.isInstance(owner))) {
			throw new IllegalArgumentException(
					"The owner of threads must be the object that would end them, not what runs them; found a %s for '%s'"
						.formatted(owner.getClass().getName(), name));
		}
		Owner known = new Owner(name, owner, this.collected);
		if (this.owners.size() + this.orphaned < MOST) {
			this.owners.add(known);
		}
		else {
			this.beyond.increment();
		}
		return new Ownership(known.threads);
	}

	/** How many owners were not watched because there were too many. */
	public long beyond() {
		return this.beyond.sum();
	}

	/** Threads that have outlived their owner by more than the time of grace. */
	synchronized List<Proof> proofs(Instant now) {
		for (Reference<?> found = this.collected.poll(); found != null; found = this.collected.poll()) {
			Owner owner = (Owner) found;
			if (this.owners.remove(owner)) {
				owner.collected = now;
				this.orphans.add(owner);
			}
		}
		List<Proof> proofs = new ArrayList<>();
		for (Owner orphan : List.copyOf(this.orphans)) {
			List<Thread> alive = orphan.threads.alive();
			if (alive.isEmpty()) {
				this.orphans.remove(orphan);
			}
			else if (Duration.between(orphan.collectedAt(now), now).compareTo(this.grace) >= 0) {
				proofs.add(orphan.proof(alive, now));
			}
		}
		this.orphaned = this.orphans.size();
		return proofs;
	}

	/** Owners that were not collected, as far as is known. */
	int waiting() {
		return this.owners.size();
	}

	/** Owners that are remembered, those that were collected included. */
	synchronized int remembered() {
		return this.owners.size() + this.orphans.size();
	}

	/**
	 * The threads of one owner.
	 */
	public static final class Ownership {

		private final WeakThreads threads;

		private Ownership(WeakThreads threads) {
			this.threads = threads;
		}

		/** Adds a thread. */
		public void add(Thread thread) {
			this.threads.add(thread);
		}

		/** Adds every thread that the factory makes. */
		public ThreadFactory factory(ThreadFactory factory) {
			return (task) -> {
				Thread thread = factory.newThread(task);
				if (thread != null) {
					add(thread);
				}
				return thread;
			};
		}

	}

	private static final class Owner extends WeakReference<Object> {

		private final String name;

		private final WeakThreads threads = new WeakThreads();

		private @Nullable Instant collected;

		Owner(String name, Object owner, ReferenceQueue<Object> queue) {
			super(owner, queue);
			this.name = name;
		}

		Instant collectedAt(Instant otherwise) {
			return (this.collected != null) ? this.collected : otherwise;
		}

		Proof proof(List<Thread> alive, Instant now) {
			Instant since = collectedAt(now);
			String sentence = "'%s' was collected before %s and %s, which nobody can end: %s".formatted(this.name,
					since.truncatedTo(ChronoUnit.SECONDS), WeakThreads.live(alive), WeakThreads.names(alive));
			return new Proof(this.name, sentence, since, alive.size(), WeakThreads.ids(alive));
		}

	}

}
