package io.tidemark.planted.group;

import io.tidemark.planted.capture.SeesFacade;
import io.tidemark.planted.diff.SeesGroup;

/** A stage that sees its neighbour's neighbour and what stands behind it: a cycle. */
public class SeesCapture {

	protected SeesFacade capture() {
		return new SeesFacade();
	}

	protected SeesGroup later() {
		return new SeesGroup();
	}

}
