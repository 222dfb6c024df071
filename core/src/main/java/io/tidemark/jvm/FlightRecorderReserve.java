package io.tidemark.jvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

import org.jspecify.annotations.Nullable;

/**
 * Space on the repository's file system that is kept for the end of a recording.
 * <p>
 * Stopping a recording writes its rest: on a full file system that ends the JVM as surely
 * as going on. Giving the reserve back first leaves room for it (seen on 17 and 25: stop
 * on a full file system without a reserve ends the JVM, with 100 kB it does not). The
 * file lies in the repository, which the recorder removes when the JVM ends.
 */
final class FlightRecorderReserve {

	/** Enough for what 20,000 thread starts leave in the recorder's buffers. */
	static final int BYTES = 4 * 1024 * 1024;

	private @Nullable Path file;

	/** Takes the space, if there is a repository and it can be written. */
	void take() {
		if (this.file != null || !FlightRecorderRepository.exists()) {
			return;
		}
		Path reserve = FlightRecorderRepository.location().resolve("tidemark.reserve");
		try {
			Files.write(reserve, incompressible());
			this.file = reserve;
		}
		catch (IOException ex) {
			delete(reserve);
		}
	}

	/** Gives the space back. */
	void giveBack() {
		if (this.file != null) {
			delete(this.file);
			this.file = null;
		}
	}

	long bytes() {
		return (this.file != null) ? BYTES : 0;
	}

	/** Some file systems store zeros as nothing, and nothing gives no space back. */
	private static byte[] incompressible() {
		byte[] bytes = new byte[BYTES];
		new Random(BYTES).nextBytes(bytes);
		return bytes;
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
