package io.tidemark.planted.diff;

import io.tidemark.planted.group.SeesCapture;

/** The other half of the cycle. */
public class SeesGroup {

	protected SeesCapture group() {
		return new SeesCapture();
	}

}
