package io.tidemark.diff;

import io.tidemark.group.Fingerprint;
import io.tidemark.group.StackGroup;

/**
 * Where threads stand.
 *
 * @param fingerprint at which stack
 * @param state in which state
 */
record Place(Fingerprint fingerprint, Thread.State state) {

	static Place of(StackGroup group) {
		return new Place(group.fingerprint(), group.state());
	}

}
