package io.tidemark.sample;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * Honest load: takes the time that it was asked to take and leaves nothing.
 */
@RestController
class WorkController {

	/** No request may hold a thread of the server for longer; milliseconds. */
	private static final long LONGEST = 10_000;

	/**
	 * Waits and then computes.
	 * @param millis time to wait with the thread parked, in milliseconds
	 * @param cpu time to keep one core busy, in milliseconds of the clock (the CPU time
	 * of a virtual thread cannot be had)
	 */
	@GetMapping("/work")
	Work work(@RequestParam(defaultValue = "0") String millis, @RequestParam(defaultValue = "0") String cpu)
			throws InterruptedException, NoSuchAlgorithmException {
		long waiting = parse("millis", millis);
		long busy = parse("cpu", cpu);
		Thread.sleep(waiting);
		return new Work(waiting, busy, hashFor(Duration.ofMillis(busy)));
	}

	private static long parse(String name, String value) {
		try {
			long millis = Long.parseLong(value);
			if (millis >= 0 && millis <= LONGEST) {
				return millis;
			}
		}
		catch (NumberFormatException ex) {
			// the sentence below says what was found
		}
		throw new ResponseStatusException(HttpStatus.BAD_REQUEST,
				"Parameter '%s': expected milliseconds from 0 to %d, found '%s'".formatted(name, LONGEST, value));
	}

	private static long hashFor(Duration duration) throws NoSuchAlgorithmException {
		MessageDigest digest = MessageDigest.getInstance("SHA-256");
		byte[] block = new byte[1024];
		long hashes = 0;
		for (long start = System.nanoTime(); System.nanoTime() - start < duration.toNanos(); hashes++) {
			digest.update(block);
		}
		return hashes;
	}

	/**
	 * What was done.
	 *
	 * @param millis time waited, in milliseconds
	 * @param cpu time computed, in milliseconds of the clock
	 * @param hashes blocks of 1 KiB that were hashed meanwhile
	 */
	record Work(long millis, long cpu, long hashes) {
	}

}
