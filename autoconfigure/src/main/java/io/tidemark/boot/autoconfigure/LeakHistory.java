package io.tidemark.boot.autoconfigure;

import java.time.Clock;
import java.time.Instant;

import io.tidemark.jvm.StateFile;
import io.tidemark.watch.WatchedResources;

/**
 * Keeps the hours of what is watched.
 */
final class LeakHistory extends KeptHistory {

	private final WatchedResources resources;

	LeakHistory(StateFile file, WatchedResources resources, Clock clock) {
		super("tidemark.leaks.state-file", file, clock);
		this.resources = resources;
	}

	@Override
	String goOn(byte[] history, Instant now) {
		return "Tidemark goes on with the history of %d resources".formatted(this.resources.goOn(history, now));
	}

	@Override
	byte[] history(Instant now) {
		return this.resources.history(now);
	}

	@Override
	String loss() {
		return "keep nothing";
	}

}
