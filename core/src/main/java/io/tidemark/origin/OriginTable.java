package io.tidemark.origin;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import io.tidemark.snapshot.Frame;
import io.tidemark.snapshot.ObservedThread;
import io.tidemark.snapshot.ThreadOrigin;

/**
 * Who started which live thread.
 * <p>
 * Bounded three times: by the number of threads, of different stacks, and of different
 * frames in these stacks ({@value #MAX_FRAMES}). A stack is forgotten when room is needed
 * and no live thread comes from there.
 * <p>
 * Safe for use by one thread that writes and several that read; nobody holds the lock for
 * longer than it takes to look up each thread of a snapshot, some milliseconds at 20,000.
 */
final class OriginTable {

	/** Different frames of all stacks; with their names at most 4 MB. */
	static final int MAX_FRAMES = 16_384;

	/**
	 * Threads that ended and whose origin is still known, for those that they started.
	 */
	static final int MAX_ENDED = 256;

	private final Map<Long, Entry> entries = new LinkedHashMap<>();

	/**
	 * Origins of the threads that ended last: a dying worker of a pool starts its
	 * successor, whose start may be told after the worker's end.
	 */
	private final Map<Long, ThreadOrigin> endedLast = new LinkedHashMap<>();

	private final Map<List<Frame>, CreatorStack> stacks = new HashMap<>();

	private final Map<Frame, Frame> frames = new HashMap<>();

	private final OriginFrameFinder finder;

	private final int maxThreads;

	private final int maxStacks;

	private int unusedStacks;

	private String lastParent = "";

	private long seen;

	private long dropped;

	private long withoutStack;

	OriginTable(OriginSettings settings) {
		this.finder = new OriginFrameFinder(settings.applicationPackages());
		this.maxThreads = settings.maxThreads();
		this.maxStacks = settings.maxStacks();
	}

	/** Remembers a thread; the oldest is forgotten where there is no room. */
	synchronized void started(long id, Instant at, String parent, long parentId, List<Frame> stack) {
		this.seen++;
		ended(id);
		if (this.entries.size() >= this.maxThreads) {
			dropOldest();
		}
		CreatorStack creator = creatorOf(stack);
		ThreadOrigin origin = creator.origin(at, shared(parent), creator.ownFrame() ? null : originOf(parentId));
		this.entries.put(id, new Entry(origin, creator));
		if (creator.threads++ == 0 && creator.kept) {
			this.unusedStacks--;
		}
	}

	/** Forgets a thread, and soon its origin. */
	synchronized void ended(long id) {
		Entry entry = this.entries.remove(id);
		if (entry != null) {
			release(entry.creator());
			this.endedLast.put(id, entry.origin());
			if (this.endedLast.size() > MAX_ENDED) {
				this.endedLast.remove(this.endedLast.keySet().iterator().next());
			}
		}
	}

	private @Nullable ThreadOrigin originOf(long id) {
		Entry entry = this.entries.get(id);
		return (entry != null) ? entry.origin() : this.endedLast.get(id);
	}

	/** Who started the thread, or {@code null} if that is not known. */
	synchronized @Nullable ThreadOrigin find(long id) {
		Entry entry = this.entries.get(id);
		return (entry != null) ? entry.origin() : null;
	}

	/**
	 * The same threads with their origins; threads that are not known keep what they had.
	 * @param threads all live threads
	 * @param startedBefore remembered threads that started before and are not among these
	 * have ended without the stream telling, and are forgotten
	 */
	synchronized List<ObservedThread> attribute(List<ObservedThread> threads, Instant startedBefore) {
		List<ObservedThread> attributed = new ArrayList<>(threads.size());
		int known = 0;
		for (ObservedThread thread : threads) {
			Entry entry = thread.virtual() ? null : this.entries.get(thread.id());
			known += (entry != null) ? 1 : 0;
			attributed.add((entry != null) ? thread.withOrigin(entry.origin()) : thread);
		}
		if (known < this.entries.size()) {
			forgetOthers(threads, startedBefore);
		}
		return attributed;
	}

	synchronized int threads() {
		return this.entries.size();
	}

	synchronized int stacks() {
		return this.stacks.size();
	}

	synchronized int frames() {
		return this.frames.size();
	}

	synchronized long seen() {
		return this.seen;
	}

	synchronized long dropped() {
		return this.dropped;
	}

	synchronized long withoutStack() {
		return this.withoutStack;
	}

	private void forgetOthers(List<ObservedThread> threads, Instant startedBefore) {
		Set<Long> live = new HashSet<>();
		threads.forEach((thread) -> live.add(thread.id()));
		Iterator<Map.Entry<Long, Entry>> remembered = this.entries.entrySet().iterator();
		while (remembered.hasNext()) {
			Map.Entry<Long, Entry> next = remembered.next();
			boolean old = next.getValue().origin().startedAt().isBefore(startedBefore);
			if (old && !live.contains(next.getKey())) {
				remembered.remove();
				release(next.getValue().creator());
			}
		}
	}

	private void dropOldest() {
		Iterator<Entry> oldest = this.entries.values().iterator();
		Entry entry = oldest.next();
		oldest.remove();
		release(entry.creator());
		this.dropped++;
	}

	private void release(CreatorStack creator) {
		if (--creator.threads == 0 && creator.kept) {
			this.unusedStacks++;
		}
	}

	private CreatorStack creatorOf(List<Frame> stack) {
		CreatorStack creator = this.stacks.get(stack);
		if (creator == null) {
			creator = remember(stack);
		}
		if (!creator.kept) {
			this.withoutStack++;
		}
		return creator;
	}

	private CreatorStack remember(List<Frame> stack) {
		if (!hasRoomFor(stack)) {
			forgetUnusedStacks();
			if (!hasRoomFor(stack)) {
				return describe(List.of(), stack, false);
			}
		}
		// Not toList(): that one may hold null, so that every origin would copy it.
		List<Frame> shared = List.copyOf(stack.stream().map(this::shared).toList());
		CreatorStack creator = describe(shared, shared, true);
		this.stacks.put(shared, creator);
		this.unusedStacks++;
		return creator;
	}

	private boolean hasRoomFor(List<Frame> stack) {
		return this.stacks.size() < this.maxStacks && this.frames.size() + stack.size() <= MAX_FRAMES;
	}

	private void forgetUnusedStacks() {
		if (this.unusedStacks > 0) {
			this.stacks.values().removeIf((creator) -> creator.threads == 0);
			this.unusedStacks = 0;
			Set<Frame> used = Collections.newSetFromMap(new IdentityHashMap<>());
			this.stacks.keySet().forEach(used::addAll);
			this.frames.values().removeIf((frame) -> !used.contains(frame));
		}
	}

	private CreatorStack describe(List<Frame> kept, List<Frame> stack, boolean isKept) {
		Frame frame = this.finder.inApplication(stack);
		boolean library = frame == null;
		if (library) {
			frame = this.finder.inLibrary(stack);
		}
		Frame jdkFrame = (frame == null) ? this.finder.inJdk(stack) : null;
		return new CreatorStack(kept, sharedOrNull(frame, isKept), sharedOrNull(jdkFrame, isKept), library, isKept);
	}

	private static @Nullable Frame sharedOrNull(@Nullable Frame frame, boolean alreadyShared) {
		return (frame == null || alreadyShared) ? frame : withSharedNames(frame);
	}

	private Frame shared(Frame frame) {
		Frame known = this.frames.get(frame);
		if (known == null) {
			known = withSharedNames(frame);
			this.frames.put(known, known);
		}
		return known;
	}

	/** The JVM holds most of these names once already. */
	private static Frame withSharedNames(Frame frame) {
		String fileName = frame.fileName();
		return new Frame(frame.className().intern(), frame.methodName().intern(),
				(fileName != null) ? fileName.intern() : null, frame.lineNumber());
	}

	/** Threads that start one after the other often have the same parent. */
	private String shared(String parent) {
		if (!parent.equals(this.lastParent)) {
			this.lastParent = parent;
		}
		return this.lastParent;
	}

	private record Entry(ThreadOrigin origin, CreatorStack creator) {

	}

	/** A stack from which threads were started, and how many of them live. */
	private static final class CreatorStack {

		private final List<Frame> frames;

		private final @Nullable Frame frame;

		private final @Nullable Frame jdkFrame;

		private final boolean library;

		private final boolean kept;

		private int threads;

		CreatorStack(List<Frame> frames, @Nullable Frame frame, @Nullable Frame jdkFrame, boolean library,
				boolean kept) {
			this.frames = frames;
			this.frame = frame;
			this.jdkFrame = jdkFrame;
			this.library = library;
			this.kept = kept;
		}

		/** Whether the stack itself names a creator outside the JDK. */
		boolean ownFrame() {
			return this.frame != null;
		}

		ThreadOrigin origin(Instant at, String parent, @Nullable ThreadOrigin parentOrigin) {
			if (this.frame != null) {
				return new ThreadOrigin(at, parent, this.frames, this.frame, this.library);
			}
			if (parentOrigin != null && parentOrigin.frame() != null) {
				return new ThreadOrigin(at, parent, this.frames, parentOrigin.frame(), parentOrigin.library());
			}
			return new ThreadOrigin(at, parent, this.frames, this.jdkFrame, true);
		}

	}

}
