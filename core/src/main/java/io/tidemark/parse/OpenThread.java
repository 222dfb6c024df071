package io.tidemark.parse;

import java.util.ArrayList;
import java.util.List;

import io.tidemark.snapshot.Frame;
import org.jspecify.annotations.Nullable;

/**
 * A thread whose lines are being read.
 */
final class OpenThread {

	private final HeaderText header;

	private final List<Frame> frames = new ArrayList<>();

	private final List<String> held = new ArrayList<>();

	private Thread.@Nullable State state;

	private @Nullable LockText awaited;

	private boolean truncated;

	OpenThread(HeaderText header) {
		this.header = header;
		this.state = header.state();
	}

	HeaderText header() {
		return this.header;
	}

	void add(Frame frame) {
		if (this.frames.size() < KeptText.FRAMES) {
			this.frames.add(frame);
		}
		else {
			this.truncated = true;
		}
	}

	void add(LockText lock) {
		if (!lock.held()) {
			this.awaited = (this.awaited != null) ? this.awaited : lock;
		}
		else if (this.held.size() < KeptText.FRAMES) {
			this.held.add(lock.key());
		}
	}

	void state(Thread.State state) {
		this.state = state;
	}

	void truncate() {
		this.truncated = true;
	}

	boolean hasState() {
		return this.state != null;
	}

	boolean hasFrames() {
		return !this.frames.isEmpty();
	}

	Thread.State state() {
		return (this.state != null) ? this.state : FrameStates.state(this.frames);
	}

	List<Frame> frames() {
		return this.frames;
	}

	/** A capture calls a stack of this depth truncated too: the JVM walks no deeper. */
	boolean isTruncated() {
		return this.truncated || this.frames.size() >= KeptText.FRAMES;
	}

	@Nullable LockText awaited() {
		return this.awaited;
	}

	/**
	 * Locks that it holds. A thread in {@code Object.wait} has given back the monitor
	 * that its stack shows as locked.
	 */
	List<String> held() {
		LockText lock = this.awaited;
		return (lock == null) ? this.held : this.held.stream().filter((key) -> !key.equals(lock.key())).toList();
	}

}
