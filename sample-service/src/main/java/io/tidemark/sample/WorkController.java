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

	/** Nor may it take more of the heap; KiB. */
	private static final long MOST_KIB = 1_024;

	private final RecentResults recent;

	WorkController(RecentResults recent) {
		this.recent = recent;
	}

	/**
	 * Waits and then computes.
	 * @param millis time to wait with the thread parked, in milliseconds
	 * @param cpu time to keep one core busy, in milliseconds of the clock (the CPU time
	 * of a virtual thread cannot be had)
	 * @param kib size of the result, in KiB, which is kept until 256 newer ones have come
	 */
	@GetMapping("/work")
	Work work(@RequestParam(defaultValue = "0") String millis, @RequestParam(defaultValue = "0") String cpu,
			@RequestParam(defaultValue = "0") String kib) throws InterruptedException, NoSuchAlgorithmException {
		long waiting = parse("millis", millis, "milliseconds", LONGEST);
		long busy = parse("cpu", cpu, "milliseconds", LONGEST);
		long size = parse("kib", kib, "KiB", MOST_KIB);
		Thread.sleep(waiting);
		this.recent.compute(Math.toIntExact(size));
		return new Work(waiting, busy, hashFor(Duration.ofMillis(busy)));
	}

	private static long parse(String name, String value, String unit, long most) {
		try {
			long found = Long.parseLong(value);
			if (found >= 0 && found <= most) {
				return found;
			}
		}
		catch (NumberFormatException ex) {
			// the sentence below says what was found
		}
		throw new ResponseStatusException(HttpStatus.BAD_REQUEST,
				"Parameter '%s': expected %s from 0 to %d, found '%s'".formatted(name, unit, most, value));
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
