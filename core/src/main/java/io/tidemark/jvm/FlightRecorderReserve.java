package io.tidemark.jvm;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;

/**
 * Space on the repository's file system that is kept for the end of a recording.
 * <p>
 * Stopping a recording writes its rest: on a full file system that ends the JVM as surely
 * as going on. Giving the reserve back first leaves room for it (seen on 17 and 25: stop
 * on a full file system without a reserve ends the JVM, with 100 kB it does not). The
 * files lie in the repository, which the recorder removes when the JVM ends.
 * <p>
 * Each recording has a portion of its own: where several have to stop because the disk is
 * full, somebody else takes what the first has given back before the second stops.
 */
final class FlightRecorderReserve {

	/** Enough for what 20,000 thread starts leave in the recorder's buffers. */
	static final int BYTES = 4 * 1024 * 1024;

	/** A further recording shares the recorder's buffers with the first. */
	static final int FURTHER_BYTES = 1024 * 1024;

	/** Small, for a heap that is nearly full has no room for more. */
	private static final int BLOCK = 64 * 1024;

	private final Deque<Path> portions = new ArrayDeque<>();

	/** Takes one more portion, if there is a repository and it can be written. */
	void take() {
		if (!FlightRecorderRepository.exists()) {
			return;
		}
		boolean first = this.portions.isEmpty();
		String name = first ? "tidemark.reserve" : "tidemark." + this.portions.size() + ".reserve";
		Path portion = FlightRecorderRepository.location().resolve(name);
		try {
			write(portion, first ? BYTES : FURTHER_BYTES);
			this.portions.push(portion);
		}
		catch (IOException | OutOfMemoryError ex) {
			// a recording without a reserve is still one that has to be looked after
			delete(portion);
		}
	}

	/** Gives the portion back that was taken last. */
	void giveBack() {
		Path portion = this.portions.poll();
		if (portion != null) {
			delete(portion);
		}
	}

	/** Portions that are held. */
	int portions() {
		return this.portions.size();
	}

	long bytes() {
		return this.portions.isEmpty() ? 0 : BYTES + (this.portions.size() - 1L) * FURTHER_BYTES;
	}

	/** Some file systems store zeros as nothing, and nothing gives no space back. */
	private static void write(Path portion, int size) throws IOException {
		Random incompressible = new Random(BYTES);
		byte[] block = new byte[BLOCK];
		try (OutputStream file = Files.newOutputStream(portion)) {
			for (int written = 0; written < size; written += BLOCK) {
				incompressible.nextBytes(block);
				file.write(block);
			}
		}
	}

	private static void delete(Path reserve) {
		try {
			Files.deleteIfExists(reserve);
		}
		catch (IOException ex) {
			// Lost with the repository; there is nothing else to give back.
		}
	}

}
