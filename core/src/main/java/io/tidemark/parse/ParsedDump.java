package io.tidemark.parse;

import java.util.List;

import io.tidemark.snapshot.ThreadSnapshot;

/**
 * What could be read of a dump.
 *
 * @param snapshot the Java threads. Threads that the dump gives no id have a negative
 * one; the cost is zero
 * @param format who wrote it
 * @param jvmThreads threads of the JVM that run no Java code, which are not in the
 * snapshot; at most {@value #JVM_THREADS}
 * @param problems what could not be read, in the order of the dump, at most
 * {@value #PROBLEMS}; empty for a dump that was read as a whole
 * @param omittedProblems how many more there were
 * @since 0.1.0
 */
public record ParsedDump(ThreadSnapshot snapshot, DumpFormat format, List<JvmThread> jvmThreads,
		List<DumpProblem> problems, int omittedProblems) {

	/** Problems kept of one dump at most. */
	public static final int PROBLEMS = 100;

	/** Threads of the JVM kept of one dump at most. */
	public static final int JVM_THREADS = 10_000;

	public ParsedDump {
		jvmThreads = List.copyOf(jvmThreads);
		problems = List.copyOf(problems);
	}

	/** What could be read of the JDK's JSON. */
	ParsedDump(ThreadSnapshot snapshot, List<DumpProblem> problems) {
		this(snapshot, DumpFormat.JDK_JSON, List.of(), problems, 0);
	}

}
