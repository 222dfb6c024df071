package io.tidemark.heap;

import java.time.Instant;
import java.util.List;

/**
 * Listens to the collector and says how much of the heap lives: the floor under the
 * sawtooth. Each collector is asked in its own way; see {@code docs/live-set.md}.
 * <p>
 * Never stops the application and forces no collection. Collections from before
 * {@link #listen()} are not known. Holds a few hundred bytes. Safe for use by several
 * threads.
 *
 * @since 0.1.0
 */
public final class LiveSetWatch implements AutoCloseable {

	private static final String NO_MAJOR = "the old generation was not collected";

	private static final String NO_CYCLE = "the heap was not collected";

	private final LiveSetEnvelope envelope;

	private final HeapCollections collections;

	private LiveSetWatch(LiveSetEnvelope envelope) {
		this.envelope = envelope;
		this.collections = new HeapCollections(envelope::add);
	}

	/** Begins to listen to the collectors of this JVM. */
	public static LiveSetWatch listen() {
		return new LiveSetWatch(envelope(HeapCollections.collectors()));
	}

	/** What reads the live set of a JVM whose collectors have these names. */
	static LiveSetEnvelope envelope(List<String> collectors) {
		if (collectors.stream().anyMatch((name) -> name.startsWith("G1 "))) {
			return new LiveSetEnvelope(new G1Signal(), "G1 collected only the young generation");
		}
		if (collectors.contains("ZGC Major Cycles")) {
			return new LiveSetEnvelope(new MajorCycleSignal(), NO_MAJOR);
		}
		if (collectors.contains("ZGC Cycles")) {
			return new LiveSetEnvelope(CycleSignal.ofZgc(), NO_CYCLE);
		}
		if (collectors.contains("Shenandoah Cycles")) {
			return new LiveSetEnvelope(CycleSignal.ofShenandoah(), NO_CYCLE);
		}
		return new LiveSetEnvelope(new FullSignal(), NO_MAJOR);
	}

	/**
	 * The live set as far as it is known.
	 * @param now the time, by which its age is told; costs below a microsecond
	 */
	public LiveSet now(Instant now) {
		return this.envelope.at(now);
	}

	@Override
	public void close() {
		this.collections.close();
	}

}
