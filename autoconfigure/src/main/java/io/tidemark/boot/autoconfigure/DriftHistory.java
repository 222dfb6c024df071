package io.tidemark.boot.autoconfigure;

import java.time.Clock;
import java.time.Instant;

import io.tidemark.MemoryDrift;
import io.tidemark.jvm.StateFile;

/**
 * Keeps what was learned of memory.
 */
final class DriftHistory extends KeptHistory {

	private final MemoryDrift drift;

	DriftHistory(StateFile file, MemoryDrift drift, Clock clock) {
		super("tidemark.heap.drift.state-file", file, clock);
		this.drift = drift;
	}

	@Override
	String goOn(byte[] history, Instant now) {
		return this.drift.goOn(history, now) ? "Tidemark goes on with the memory that this version needed"
				: "Tidemark learns the memory of a version that is new";
	}

	@Override
	byte[] history(Instant now) {
		return this.drift.history(now);
	}

	@Override
	String loss() {
		return "learn anew";
	}

}
