package io.tidemark.parse;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.tidemark.group.StackGroup;
import io.tidemark.group.StackGrouper;
import io.tidemark.snapshot.AwaitedLock;
import io.tidemark.snapshot.FoldedThreads;
import io.tidemark.snapshot.ObservedThread;
import io.tidemark.snapshot.ThreadSnapshot;

/**
 * Where the threads of a {@link DumpedService} stand, one line each, so that two ways of
 * seeing them can be compared.
 */
final class ThreadPlaces {

	private ThreadPlaces() {
	}

	/**
	 * Platform threads by name: fingerprint, state, wait reason, and of those at a
	 * monitor the owner. Left out are threads that move (the main thread, carriers of
	 * virtual threads, the one that writes the dump) and those that run no Java code,
	 * which not every way shows.
	 */
	static List<String> of(ThreadSnapshot snapshot) {
		return snapshot.threads()
			.stream()
			.filter((thread) -> !thread.virtual() && !thread.stack().isEmpty() && !thread.name().equals("main")
					&& !thread.name().startsWith("ForkJoinPool-") && !thread.name().startsWith("VirtualThread-")
					&& !thread.name().equals("Attach Listener"))
			.map((thread) -> place(snapshot, thread))
			.sorted()
			.toList();
	}

	private static String place(ThreadSnapshot snapshot, ObservedThread thread) {
		AwaitedLock lock = thread.lock();
		boolean atMonitor = thread.state() == Thread.State.BLOCKED && lock != null;
		return thread.name().replace('\n', ' ') + ": " + place(snapshot.withThreads(List.of(thread)))
				+ (atMonitor ? " " + lock.className() + " of " + lock.owner() : "");
	}

	/** Virtual threads by place: how many. */
	static List<String> ofVirtual(ThreadSnapshot snapshot) {
		List<String> places = new ArrayList<>();
		for (ObservedThread thread : snapshot.threads()) {
			if (thread.virtual()) {
				places.add(place(snapshot.withThreads(List.of(thread))));
			}
		}
		for (FoldedThreads folded : snapshot.folded()) {
			ThreadSnapshot alone = snapshot.withThreads(List.of())
				.withVirtualThreads(List.of(folded), snapshot.virtualThreads());
			places.addAll(Collections.nCopies(folded.threads(), place(alone)));
		}
		return places.stream().sorted().toList();
	}

	private static String place(ThreadSnapshot alone) {
		ThreadSnapshot only = alone.threads().isEmpty() ? alone
				: alone.withVirtualThreads(List.of(), alone.virtualThreads());
		StackGroup group = new StackGrouper().group(only, null).families().get(0).stacks().get(0);
		return group.fingerprint() + " " + group.state() + " " + group.waitReason().id();
	}

}
