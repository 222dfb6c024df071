package io.tidemark.parse;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.tidemark.snapshot.AwaitedLock;
import io.tidemark.snapshot.CaptureCost;
import io.tidemark.snapshot.CaptureMethod;
import io.tidemark.snapshot.FoldedThreads;
import io.tidemark.snapshot.ObservedThread;
import io.tidemark.snapshot.StackTrace;
import io.tidemark.snapshot.ThreadSnapshot;
import io.tidemark.snapshot.VirtualThreads;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one dump. Of more than {@value #THREADS} threads those beyond are
 * counted by stack. Owners of locks are known when the last thread has been read.
 */
final class DumpBuilder {

	/** Threads told apart at most. */
	static final int THREADS = 200_000;

	/** Groups of the threads beyond that at most. */
	static final int FOLDS = 10_000;

	private static final int NAMES_OF_FOLD = 5;

	private static final int FIRST_JDK_WITH_VIRTUAL_THREADS = 21;

	private final Problems problems = new Problems();

	private final KeptText kept;

	private final int maxThreads;

	private final List<ObservedThread> threads = new ArrayList<>();

	/** What each of {@link #threads} waits for. */
	private final List<@Nullable LockText> awaited = new ArrayList<>();

	private final Set<Long> ids = new HashSet<>();

	private final Map<String, String> owners = new HashMap<>();

	private final Map<FoldKey, Fold> folds = new LinkedHashMap<>();

	private final List<JvmThread> jvmThreads = new ArrayList<>();

	private int leftOut;

	private int nameless;

	DumpBuilder(KeptText kept) {
		this(kept, THREADS);
	}

	DumpBuilder(KeptText kept, int maxThreads) {
		this.kept = kept;
		this.maxThreads = maxThreads;
	}

	Problems problems() {
		return this.problems;
	}

	boolean isEmpty() {
		return this.threads.isEmpty() && this.jvmThreads.isEmpty();
	}

	/**
	 * Adds a thread whose lines are over.
	 * @param line where it begins
	 */
	void add(OpenThread thread, long line) {
		HeaderText header = thread.header();
		this.kept.take(KeptText.THREAD + header.name().length());
		if (!header.javaThread()) {
			if (this.jvmThreads.size() < ParsedDump.JVM_THREADS) {
				this.jvmThreads.add(new JvmThread(header.name(), header.cpuNanos()));
			}
			return;
		}
		thread.held().forEach((key) -> own(key, header.name()));
		StackTrace stack = this.kept.stack(thread.frames(), thread.isTruncated());
		if (this.threads.size() >= this.maxThreads) {
			fold(thread, stack);
			return;
		}
		this.threads.add(new ObservedThread(id(header, line), header.name(), header.virtual(), header.daemon(),
				thread.state(), stack, null, header.cpuNanos(), header.allocatedBytes(), null));
		this.awaited.add(thread.awaited());
	}

	/** Says who holds a lock. */
	void own(String key, String name) {
		if (this.owners.putIfAbsent(key, name) == null) {
			this.kept.take(KeptText.THREAD + key.length());
		}
	}

	/** Identifiers of a JVM are never used twice, so the second one is a mistake. */
	private long id(HeaderText header, long line) {
		Long id = header.id();
		if (id != null && this.ids.add(id)) {
			return id;
		}
		if (id != null) {
			this.problems.add(line, "an identifier that no thread above has", "#" + id);
		}
		return --this.nameless;
	}

	private void fold(OpenThread thread, StackTrace stack) {
		HeaderText header = thread.header();
		FoldKey key = new FoldKey(withoutDigits(header.name()), header.virtual(), thread.state(), stack,
				thread.awaited());
		Fold fold = this.folds.get(key);
		if (fold == null && this.folds.size() >= FOLDS) {
			this.leftOut++;
			return;
		}
		if (fold == null) {
			fold = new Fold();
			this.folds.put(key, fold);
		}
		fold.add(header.name());
	}

	private static String withoutDigits(String name) {
		StringBuilder shape = new StringBuilder(name.length());
		for (int i = 0; i < name.length(); i++) {
			char character = name.charAt(i);
			if (character < '0' || character > '9') {
				shape.append(character);
			}
		}
		return shape.toString();
	}

	/**
	 * The dump as far as it was read.
	 * @param jdk feature version of its JDK, 0 if not known
	 * @param lastLine where it ends
	 */
	ParsedDump build(DumpFormat format, Instant time, int jdk, long lastLine) {
		if (this.leftOut > 0) {
			this.problems.add(new DumpProblem(Math.max(1, lastLine),
					"at most " + FOLDS + " groups of threads beyond the first " + this.maxThreads,
					this.leftOut + " threads more, which are left out"));
		}
		List<ObservedThread> observed = new ArrayList<>(this.threads.size());
		for (int i = 0; i < this.threads.size(); i++) {
			observed.add(withLock(this.threads.get(i), this.awaited.get(i)));
		}
		CaptureCost cost = new CaptureCost(Duration.ZERO, Duration.ZERO, Duration.ZERO, CaptureMethod.SAVED_DUMP);
		ThreadSnapshot snapshot = new ThreadSnapshot(time, observed, folded(), virtualThreads(format, jdk), cost);
		return new ParsedDump(snapshot, format, this.jvmThreads, this.problems.kept(), this.problems.omitted());
	}

	private List<FoldedThreads> folded() {
		List<FoldedThreads> folded = new ArrayList<>(this.folds.size());
		this.folds.forEach((key, fold) -> folded.add(new FoldedThreads(fold.names, key.virtual(), null, key.state(),
				key.stack(), lock(key.lock()), fold.count)));
		return folded;
	}

	private ObservedThread withLock(ObservedThread thread, @Nullable LockText lock) {
		return (lock == null) ? thread
				: new ObservedThread(thread.id(), thread.name(), thread.virtual(), thread.daemon(), thread.state(),
						thread.stack(), lock(lock), thread.cpuNanos(), thread.allocatedBytes(), null);
	}

	/** The one place where the lock of a parsed thread is made. */
	private @Nullable AwaitedLock lock(@Nullable LockText lock) {
		if (lock == null) {
			return null;
		}
		String owner = (lock.owner() != null) ? lock.owner() : this.owners.get(lock.key());
		return new AwaitedLock(lock.className(), owner);
	}

	private VirtualThreads virtualThreads(DumpFormat format, int jdk) {
		if (format == DumpFormat.JDK_TEXT) {
			long single = this.threads.stream().filter(ObservedThread::virtual).count();
			long folded = this.folds.entrySet()
				.stream()
				.filter((entry) -> entry.getKey().virtual())
				.mapToLong((entry) -> entry.getValue().count)
				.sum();
			return VirtualThreads.whole((int) (single + folded));
		}
		if (jdk > 0 && jdk < FIRST_JDK_WITH_VIRTUAL_THREADS) {
			return VirtualThreads.NONE;
		}
		return VirtualThreads.refused((format == DumpFormat.JSTACK) ? "jstack shows only those that a carrier runs"
				: "Boot's thread dump does not show them");
	}

	/**
	 * @param name the name without its numbers
	 * @param virtual whether virtual
	 * @param state in which state
	 * @param stack where
	 * @param lock for what they wait
	 */
	private record FoldKey(String name, boolean virtual, Thread.State state, StackTrace stack,
			@Nullable LockText lock) {

	}

	private static final class Fold {

		private final List<String> names = new ArrayList<>(1);

		private int count;

		void add(String name) {
			this.count++;
			if (this.names.size() < NAMES_OF_FOLD) {
				this.names.add(name);
			}
		}

	}

}
