package io.tidemark.parse;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The thread of a dump that is being read: one object for all of them.
 */
final class DumpedThread {

	/** Monitors of one thread that are remembered as owned. */
	private static final int OWNED = 16;

	private final Chars name = new Chars();

	/** With its identity, such as {@code java.lang.Object@1a482e36}. */
	private final Chars lock = new Chars();

	private final List<String> owned = new ArrayList<>();

	private final int[] frames = new int[DumpBounds.DEPTH + 1];

	private int depth;

	private boolean truncated;

	private boolean framesLost;

	private long id;

	private long lockOwner;

	private boolean waitsInMonitor;

	private Thread.@Nullable State state;

	private @Nullable Boolean virtual;

	void clear() {
		this.name.clear();
		this.lock.clear();
		this.owned.clear();
		this.depth = 0;
		this.truncated = false;
		this.framesLost = false;
		this.id = 0;
		this.lockOwner = 0;
		this.waitsInMonitor = false;
		this.state = null;
		this.virtual = null;
	}

	void addFrame(int frame) {
		if (this.depth == DumpBounds.DEPTH) {
			this.truncated = true;
		}
		else {
			this.frames[this.depth++] = frame;
			this.framesLost |= frame == Texts.NONE;
		}
	}

	void own(String monitor) {
		if (this.owned.size() < OWNED) {
			this.owned.add(monitor);
		}
	}

	/** The number of the frame that was added last, {@link Texts#NONE} if none was. */
	int lastFrame() {
		return (this.depth > 0) ? this.frames[this.depth - 1] : Texts.NONE;
	}

	/** Whether a frame found no room, so that the stack is not known. */
	boolean framesLost() {
		return this.framesLost;
	}

	/** The stack's number; a stack that lost its root is not the same as a whole one. */
	int stack(Sequences stacks) {
		int length = this.depth;
		if (this.truncated) {
			this.frames[length++] = Texts.NONE;
		}
		return stacks.id(this.frames, length);
	}

	Chars name() {
		return this.name;
	}

	Chars lock() {
		return this.lock;
	}

	List<String> owned() {
		return this.owned;
	}

	long id() {
		return this.id;
	}

	void id(long id) {
		this.id = id;
	}

	/** Who owns the lock, 0 if not said. */
	long lockOwner() {
		return this.lockOwner;
	}

	void lockOwner(long lockOwner) {
		this.lockOwner = lockOwner;
	}

	/** Whether it gave up a monitor that it owns otherwise. */
	boolean waitsInMonitor() {
		return this.waitsInMonitor;
	}

	void waitsInMonitor(boolean waitsInMonitor) {
		this.waitsInMonitor = waitsInMonitor;
	}

	Thread.@Nullable State state() {
		return this.state;
	}

	void state(Thread.State state) {
		this.state = state;
	}

	@Nullable Boolean virtual() {
		return this.virtual;
	}

	void virtual(boolean virtual) {
		this.virtual = virtual;
	}

}
