package io.tidemark.diff;

import io.tidemark.group.Fingerprint;
import io.tidemark.group.StackGroup;
import io.tidemark.group.WaitReason;

/**
 * Where threads stand.
 *
 * @param fingerprint at which stack
 * @param state in which state
 * @param deadlocked whether in a deadlock
 */
record Place(Fingerprint fingerprint, Thread.State state, boolean deadlocked) {

	static Place of(StackGroup group) {
		return new Place(group.fingerprint(), group.state(), group.waitReason() == WaitReason.DEADLOCK);
	}

}
