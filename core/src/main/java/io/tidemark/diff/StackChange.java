package io.tidemark.diff;

import java.util.List;

import io.tidemark.group.Fingerprint;
import io.tidemark.group.WaitReason;
import io.tidemark.snapshot.StackTrace;

/**
 * How one stack group of a family changed.
 *
 * @param fingerprint identity of the stack
 * @param state state of the threads
 * @param waitReason what they wait for
 * @param before threads in the earlier snapshot
 * @param after threads in the later snapshot
 * @param stack stack of one of the threads
 * @param sampleThreads names of some of the threads, redacted
 * @since 0.1.0
 */
public record StackChange(Fingerprint fingerprint, Thread.State state, WaitReason waitReason, int before, int after,
		StackTrace stack, List<String> sampleThreads) {

	public StackChange {
		sampleThreads = List.copyOf(sampleThreads);
	}

	/** Threads gained; negative when the group shrank. */
	public int change() {
		return this.after - this.before;
	}

}
