package io.tidemark.watch;

import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Proves that something was collected without having been closed: <pre>{@code
 * this.handle = closeables.register("report-stream", this);
 * …
 * public void close() {
 * 	this.handle.closed();
 * }
 * }</pre>
 * <p>
 * Keeps nothing alive and starts no thread: what was collected is found when the watch
 * reads, so only after a collection of the garbage, which may be hours away. Bounded:
 * {@value #MOST} that are open, about 100 bytes each, of {@value #NAMES} names; those
 * beyond are counted and not watched. Safe for use by several threads; to register takes
 * below a microsecond.
 *
 * @since 0.1.0
 */
public final class Closeables {

	/** Registered ones that may be open at a time. */
	public static final int MOST = 10_000;

	/** Names that are told apart; those of more are told as {@value #OTHERS}. */
	public static final int NAMES = 100;

	static final String OTHERS = "others";

	/** How long a proof stands after the last one was lost. */
	public static final Duration TOLD = Duration.ofHours(1);

	private static final Handle NOT_WATCHED = () -> {
	};

	private final ReferenceQueue<Object> collected = new ReferenceQueue<>();

	private final Set<Open> open = ConcurrentHashMap.newKeySet();

	private final LongAdder beyond = new LongAdder();

	private final Map<String, Lost> lost = new HashMap<>();

	/**
	 * Watches that something is closed before it is collected.
	 * @param name what it is, one name for all that are made at one place
	 * @param owner the object that is to be closed; it is not kept alive
	 * @return to be told when it is closed
	 */
	public Handle register(String name, Object owner) {
		if (name.isBlank()) {
			throw new IllegalArgumentException("name of a closeable must not be blank, found '" + name + "'");
		}
		if (this.open.size() >= MOST) {
			this.beyond.increment();
			return NOT_WATCHED;
		}
		Open open = new Open(name, owner);
		this.open.add(open);
		return open::close;
	}

	/** How many were not watched because too many were open. */
	public long beyond() {
		return this.beyond.sum();
	}

	/** How many are open. */
	public int open() {
		return this.open.size();
	}

	/**
	 * What was lost within the last hour.
	 * @param now the time; what is found now was lost now
	 */
	synchronized List<Proof> proofs(Instant now) {
		for (Reference<?> found = this.collected.poll(); found != null; found = this.collected.poll()) {
			if (this.open.remove(found)) {
				lost(((Open) found).name, now);
			}
		}
		this.lost.values().removeIf((lost) -> Duration.between(lost.last, now).compareTo(TOLD) > 0);
		return this.lost.entrySet().stream().map((lost) -> lost.getValue().proof(lost.getKey())).toList();
	}

	private void lost(String name, Instant now) {
		String told = (this.lost.containsKey(name) || this.lost.size() < NAMES) ? name : OTHERS;
		this.lost.computeIfAbsent(told, (absent) -> new Lost(now)).add(now);
	}

	/** Tells that something was closed. */
	@FunctionalInterface
	public interface Handle {

		/** It was closed; to say so again changes nothing. */
		void closed();

	}

	private final class Open extends PhantomReference<Object> {

		private final String name;

		Open(String name, Object owner) {
			super(owner, Closeables.this.collected);
			this.name = name;
		}

		void close() {
			Closeables.this.open.remove(this);
			clear();
		}

	}

	private static final class Lost {

		private final Instant first;

		private Instant last;

		private int count;

		Lost(Instant first) {
			this.first = first;
			this.last = first;
		}

		void add(Instant now) {
			this.last = now;
			this.count++;
		}

		Proof proof(String name) {
			String sentence = "%d of '%s' %s collected without being closed, seen at %s".formatted(this.count, name,
					(this.count > 1) ? "were" : "was", this.last.truncatedTo(ChronoUnit.SECONDS));
			return new Proof(name, sentence, this.first, this.count, Set.of());
		}

	}

}
