package io.tidemark.parse;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.tidemark.snapshot.AwaitedLock;
import io.tidemark.snapshot.CaptureCost;
import io.tidemark.snapshot.CaptureMethod;
import io.tidemark.snapshot.FoldedThreads;
import io.tidemark.snapshot.Frame;
import io.tidemark.snapshot.ObservedThread;
import io.tidemark.snapshot.StackTrace;
import io.tidemark.snapshot.ThreadSnapshot;
import io.tidemark.snapshot.VirtualThreads;
import org.jspecify.annotations.Nullable;

/**
 * Takes the threads of a dump one after the other and keeps what {@link DumpBounds}
 * allow: virtual threads that look alike as one entry, platform threads one by one. For
 * use by one thread, and for one dump.
 */
final class DumpFold {

	private static final CaptureCost COST = new CaptureCost(Duration.ZERO, Duration.ZERO, Duration.ZERO,
			CaptureMethod.SAVED_DUMP);

	private static final int ABSENT = -1;

	private final DumpBounds bounds;

	private final Texts frameTexts;

	private final Frame[] frames;

	/** The frame that last stood below a frame; mostly it does so again. */
	private final int[] following;

	private int firstFrame = ABSENT;

	private final Sequences stacks;

	private final @Nullable StackTrace[] stackTraces;

	private final Texts names;

	private final Texts classes;

	private final Sequences kinds;

	private final List<Kind> kindList = new ArrayList<>();

	private final int[] kind = new int[6];

	private final Chars foldedName = new Chars();

	private final List<ObservedThread> platform = new ArrayList<>();

	private final List<Waiting> waiting = new ArrayList<>();

	private final LockOwners owners = new LockOwners();

	private int container = ABSENT;

	private int virtualThreads;

	private int virtualBeyond;

	private int platformBeyond;

	private int untracked;

	DumpFold(DumpBounds bounds) {
		this.bounds = bounds;
		this.frameTexts = new Texts(bounds.frames(), 100L * bounds.frames());
		this.frames = new Frame[bounds.frames()];
		this.following = new int[bounds.frames()];
		Arrays.fill(this.following, ABSENT);
		this.stacks = new Sequences(bounds.stacks(), bounds.stackFrames());
		this.stackTraces = new StackTrace[bounds.stacks()];
		this.names = new Texts(2 * bounds.kinds(), 100L * bounds.kinds());
		this.classes = new Texts(2 * bounds.kinds(), 200L * bounds.kinds());
		this.kinds = new Sequences(bounds.kinds(), 6L * bounds.kinds());
	}

	/**
	 * Says whose threads come now.
	 * @param container the container as the JVM writes it
	 */
	void container(String container) {
		String name = Containers.name(container);
		char[] chars = (name != null) ? name.toCharArray() : new char[0];
		this.container = (name != null) ? this.classes.id(chars, 0, chars.length) : ABSENT;
	}

	/**
	 * Counts threads of a container that the JVM knows by number only: with
	 * {@code -Djdk.trackAllThreads=false}, virtual threads that no executor started.
	 * @param threads how many; none if not positive
	 */
	void untracked(long threads) {
		if (threads > 0) {
			this.untracked = (int) Math.min(Integer.MAX_VALUE / 2, this.untracked + threads);
		}
	}

	/** Adds a frame to the thread, from the innermost on. */
	void frame(DumpedThread thread, char[] buffer, int offset, int length) {
		int last = thread.lastFrame();
		int expected = (last != Texts.NONE) ? this.following[last] : this.firstFrame;
		int frame = (expected != ABSENT && this.frameTexts.is(expected, buffer, offset, length)) ? expected
				: this.frameTexts.id(buffer, offset, length);
		if (last != Texts.NONE) {
			this.following[last] = frame;
		}
		else {
			this.firstFrame = frame;
		}
		thread.addFrame(frame);
	}

	/** Adds the thread itself when all is known of it. */
	void add(DumpedThread thread) {
		this.owners.remember(thread);
		int stack = thread.framesLost() ? Sequences.NONE : thread.stack(this.stacks);
		if (!isVirtual(thread, stack)) {
			addPlatform(thread, stack);
			return;
		}
		this.virtualThreads++;
		if (!fold(thread, true, stack)) {
			this.virtualBeyond++;
		}
	}

	private void addPlatform(DumpedThread thread, int stack) {
		if (!this.bounds.withPlatformThreads()) {
			return;
		}
		if (stack != Sequences.NONE && this.platform.size() < this.bounds.platformThreads()) {
			observe(thread, stack);
		}
		else if (!fold(thread, false, stack)) {
			this.platformBeyond++;
		}
	}

	private void observe(DumpedThread thread, int stack) {
		String name = thread.name().toString();
		this.owners.name(thread.id(), name);
		AwaitedLock lock = null;
		if (!thread.lock().isEmpty()) {
			String identity = thread.lock().toString();
			lock = Containers.lock(identity, null);
			this.waiting.add(new Waiting(this.platform.size(), identity, thread.lockOwner()));
		}
		this.platform.add(new ObservedThread(thread.id(), name, false, false, state(thread, stack), stackTrace(stack),
				lock, null, null, null, (this.container != ABSENT) ? this.classes.text(this.container) : null));
	}

	/** Counts the thread among those that look alike; {@code false} if full. */
	private boolean fold(DumpedThread thread, boolean virtual, int stack) {
		if (stack == Sequences.NONE) {
			return false;
		}
		NameFold.fold(thread.name(), this.foldedName);
		int name = this.names.id(this.foldedName.buffer(), 0, this.foldedName.length());
		Thread.State state = state(thread, stack);
		int lock = lockClass(thread.lock());
		this.kind[0] = name;
		this.kind[1] = this.container;
		this.kind[2] = state.ordinal();
		this.kind[3] = stack;
		this.kind[4] = lock;
		this.kind[5] = virtual ? 1 : 0;
		int id = (name != Texts.NONE) ? this.kinds.id(this.kind, this.kind.length) : Sequences.NONE;
		if (id == Sequences.NONE) {
			return false;
		}
		if (id == this.kindList.size()) {
			this.kindList.add(new Kind(virtual, text(this.container), state, stack, text(lock),
					thread.lock().toString(), thread.lockOwner()));
		}
		this.kindList.get(id).add(thread);
		return true;
	}

	private @Nullable String text(int id) {
		return (id != ABSENT) ? this.classes.text(id) : null;
	}

	private int lockClass(Chars lock) {
		if (lock.isEmpty()) {
			return ABSENT;
		}
		int at = lock.lastIndexOf('@');
		return this.classes.id(lock.buffer(), 0, (at > 0) ? at : lock.length());
	}

	private boolean isVirtual(DumpedThread thread, int stack) {
		Boolean said = thread.virtual();
		if (said != null) {
			return said;
		}
		if (thread.state() != null) {
			// a JVM that says states also says who is virtual
			return false;
		}
		List<Frame> frames = (stack != Sequences.NONE) ? stackTrace(stack).frames() : List.of();
		// every platform thread has a name, most virtual threads have none
		return frames.isEmpty() ? thread.name().isEmpty() : FrameStates.isVirtual(frames);
	}

	private Thread.State state(DumpedThread thread, int stack) {
		Thread.State said = thread.state();
		return (said != null) ? said : FrameStates.state(stackTrace(stack).frames());
	}

	private StackTrace stackTrace(int stack) {
		StackTrace known = this.stackTraces[stack];
		if (known == null) {
			known = newStackTrace(stack);
			this.stackTraces[stack] = known;
		}
		return known;
	}

	private StackTrace newStackTrace(int stack) {
		int length = this.stacks.length(stack);
		boolean truncated = length > 0 && this.stacks.value(stack, length - 1) == Texts.NONE;
		List<Frame> frames = new ArrayList<>(length);
		for (int i = 0; i < (truncated ? length - 1 : length); i++) {
			frames.add(frame(this.stacks.value(stack, i)));
		}
		return frames.isEmpty() ? StackTrace.EMPTY : new StackTrace(frames, truncated);
	}

	private Frame frame(int id) {
		Frame known = this.frames[id];
		if (known == null) {
			known = FrameText.frame(this.frameTexts.text(id));
			this.frames[id] = known;
		}
		return known;
	}

	/** Threads that were taken so far, those that were only counted included. */
	int threads() {
		return this.virtualThreads + this.platform.size() + this.platformBeyond
				+ this.kindList.stream().filter((kind) -> !kind.virtual).mapToInt((kind) -> kind.threads).sum();
	}

	/** Platform threads that are in the snapshot in no way. */
	int platformBeyond() {
		return this.platformBeyond;
	}

	/**
	 * What was folded.
	 * @param time the time of the dump
	 * @param missing why threads are missing from the dump, or {@code null} if none are
	 */
	ThreadSnapshot snapshot(Instant time, @Nullable String missing) {
		List<ObservedThread> platform = new ArrayList<>(this.platform);
		for (Waiting waiting : this.waiting) {
			platform.set(waiting.index(), withOwner(platform.get(waiting.index()), waiting));
		}
		List<FoldedThreads> folded = this.kindList.stream().map((kind) -> kind.folded(this)).toList();
		return new ThreadSnapshot(time, platform, folded, virtualThreads(missing), COST);
	}

	private VirtualThreads virtualThreads(@Nullable String missing) {
		if (missing != null) {
			return VirtualThreads.counted(this.virtualThreads, missing);
		}
		if (this.untracked > 0) {
			return VirtualThreads.counted(this.virtualThreads + this.untracked,
					"%,d of them are in no dump, because the JVM was started with -Djdk.trackAllThreads=false"
						.formatted(this.untracked));
		}
		if (this.virtualBeyond > 0) {
			return VirtualThreads.counted(this.virtualThreads,
					"%,d of them stand in more places than the %,d that are kept".formatted(this.virtualBeyond,
							this.bounds.kinds()));
		}
		return VirtualThreads.whole(this.virtualThreads);
	}

	private ObservedThread withOwner(ObservedThread thread, Waiting waiting) {
		String owner = this.owners.owner(waiting.identity(), waiting.owner());
		AwaitedLock lock = Containers.lock(waiting.identity(),
				(thread.state() == Thread.State.BLOCKED || waiting.owner() != 0) ? owner : null);
		return new ObservedThread(thread.id(), thread.name(), thread.virtual(), thread.daemon(), thread.state(),
				thread.stack(), lock, null, null, null, thread.container());
	}

	/**
	 * A platform thread whose lock's owner may stand further down in the dump.
	 *
	 * @param index place among the platform threads
	 * @param identity the lock
	 * @param owner number of the owner, 0 if not said
	 */
	private record Waiting(int index, String identity, long owner) {

	}

	/** Threads that look alike. */
	private static final class Kind {

		private final boolean virtual;

		private final @Nullable String container;

		private final Thread.State state;

		private final int stack;

		private final @Nullable String lockClass;

		private final String lock;

		private final long lockOwner;

		private final List<String> names = new ArrayList<>(1);

		private int threads;

		private boolean oneLock = true;

		Kind(boolean virtual, @Nullable String container, Thread.State state, int stack, @Nullable String lockClass,
				String lock, long lockOwner) {
			this.virtual = virtual;
			this.container = container;
			this.state = state;
			this.stack = stack;
			this.lockClass = lockClass;
			this.lock = lock;
			this.lockOwner = lockOwner;
		}

		void add(DumpedThread thread) {
			this.threads++;
			this.oneLock = this.oneLock && thread.lock().contentEquals(this.lock);
			if (this.names.isEmpty() || this.names.size() < DumpBounds.NAMES && !thread.name().isEmpty()) {
				this.names.add(thread.name().toString());
			}
		}

		FoldedThreads folded(DumpFold fold) {
			boolean owned = this.oneLock && (this.state == Thread.State.BLOCKED || this.lockOwner != 0);
			AwaitedLock lock = lock(owned ? fold.owners.owner(this.lock, this.lockOwner) : null);
			return new FoldedThreads(this.names, this.virtual, this.container, this.state, fold.stackTrace(this.stack),
					lock, this.threads);
		}

		/** Which lock it is if all of them wait for one, else only its class. */
		private @Nullable AwaitedLock lock(@Nullable String owner) {
			if (this.lockClass == null) {
				return null;
			}
			return this.oneLock ? Containers.lock(this.lock, owner) : new AwaitedLock(this.lockClass, null);
		}

	}

}
