package io.tidemark.parse;

import java.util.List;

import io.tidemark.snapshot.ThreadSnapshot;

/**
 * What could be read of a dump.
 *
 * @param snapshot the threads
 * @param problems what could not be read, in the order of the dump; empty for a dump that
 * was read as a whole
 * @since 0.1.0
 */
public record ParsedDump(ThreadSnapshot snapshot, List<DumpProblem> problems) {

	public ParsedDump {
		problems = List.copyOf(problems);
	}

}
