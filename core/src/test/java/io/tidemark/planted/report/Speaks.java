package io.tidemark.planted.report;

import java.util.logging.Logger;

/** An engine that logs, and that prints. */
class Speaks {

	void log() {
		Logger.getLogger("tidemark").info("found something");
	}

	void print() {
		System.out.println("found something");
	}

}
