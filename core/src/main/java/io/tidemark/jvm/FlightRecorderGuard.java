package io.tidemark.jvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * The one guard of the flight recorder and its disk: every part that records asks here.
 * <p>
 * A recorder that cannot write its repository ends the JVM, whoever filled the file
 * system. So nothing starts without free space, and whatever records has to ask
 * {@link #mayGoOn} again and again and stop when told to. What remains is a file system
 * that is filled faster than with 1 GB a second, from above the limit to the last byte,
 * between two looks and with the recorder's next write (it writes once a second) falling
 * between the two.
 * <p>
 * A look costs 20 to 40 microseconds and starts nothing. Safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class FlightRecorderGuard {

	private static final Duration SHORTEST_LOOK = Duration.ofMillis(50);

	private static final Duration LONGEST_LOOK = Duration.ofMillis(500);

	/** Time ahead for which the free space must last at the rate it is vanishing. */
	private static final Duration HORIZON = Duration.ofSeconds(1);

	/** Below this a single large write looks like a stream of them. */
	private static final Duration SHORTEST_COMPARISON = Duration.ofMillis(40);

	private static final Duration LONGEST_COMPARISON = Duration.ofSeconds(5);

	private static final long FASTEST_FILL_BYTES_PER_MILLI = 1024 * 1024;

	private final FileLimits limits;

	private final FlightRecorderReserve reserve = new FlightRecorderReserve();

	private int ownRecordings;

	private boolean directorySettled;

	private @Nullable String remark;

	private @Nullable Instant lastLook;

	private long lastFree;

	public FlightRecorderGuard(FileLimits limits) {
		this.limits = limits;
	}

	/**
	 * Whether a recording may start.
	 * @param now the time
	 * @return whether it may, or why not
	 */
	public synchronized FlightRecorderVerdict mayStart(Instant now) {
		FlightRecorderSupport support = FlightRecorderSupport.ofThisJvm();
		if (!support.available()) {
			return new FlightRecorderVerdict(false, support.because(), 0, 0, LONGEST_LOOK);
		}
		settleDirectory();
		return look(now, this.limits.minFree(), "are needed to start");
	}

	/**
	 * Whether a recording of Tidemark that runs may go on; when not, it has to be stopped
	 * at once, and between {@link #stopping()} and {@link #stopped()}.
	 * @param now the time
	 * @return whether it may, or why not
	 */
	public synchronized FlightRecorderVerdict mayGoOn(Instant now) {
		return look(now, this.limits.minFreeToGoOn(), "are needed to go on");
	}

	/** To be told when a recording of Tidemark has started. */
	public synchronized void started() {
		this.ownRecordings++;
		this.reserve.take();
	}

	/** To be told before a recording of Tidemark is stopped: makes room for its end. */
	public synchronized void stopping() {
		this.reserve.giveBack();
	}

	/** To be told when a recording of Tidemark has been stopped. */
	public synchronized void stopped() {
		this.ownRecordings--;
		// what a full disk did not let a recording take, one that goes on takes now
		if (this.reserve.portions() < this.ownRecordings
				&& FlightRecorderRepository.freeBytes() > this.limits.minFree()) {
			this.reserve.take();
		}
	}

	/**
	 * Bytes of the files in the repository while nobody but Tidemark records, else of the
	 * reserve only.
	 */
	public synchronized long fileBytes() {
		return (this.ownRecordings > 0 && isOnlyOurs()) ? FlightRecorderRepository.bytes() : this.reserve.bytes();
	}

	/** Where the recorder keeps its files, or the directory in which it will. */
	public Path repository() {
		return FlightRecorderRepository.location();
	}

	/** Why the files are not in the directory that was asked for, or {@code null}. */
	public synchronized @Nullable String remark() {
		return this.remark;
	}

	private FlightRecorderVerdict look(Instant now, long needed, String purpose) {
		long free = FlightRecorderRepository.freeBytes();
		long files = fileBytes();
		long vanishing = vanishingWithinHorizon(now, free);
		String because = null;
		if (free < needed) {
			because = "the file system of " + repository() + " has " + megabytes(free) + " free and "
					+ megabytes(needed) + " " + purpose;
		}
		else if (free - vanishing < needed) {
			because = "the file system of " + repository() + " has " + megabytes(free) + " free and is filling with "
					+ megabytes(vanishing) + " a second; " + megabytes(needed) + " " + purpose;
		}
		else if (files > this.limits.cap()) {
			because = "the files of the flight recorder have " + megabytes(files) + " and may have "
					+ megabytes(this.limits.cap());
		}
		return new FlightRecorderVerdict(because == null, because, free, files, nextLook(free));
	}

	private long vanishingWithinHorizon(Instant now, long free) {
		Duration since = (this.lastLook != null) ? Duration.between(this.lastLook, now) : LONGEST_COMPARISON;
		if (since.compareTo(SHORTEST_COMPARISON) < 0 && !since.isNegative()) {
			return 0;
		}
		long vanished = this.lastFree - free;
		this.lastLook = now;
		this.lastFree = free;
		boolean comparable = since.compareTo(LONGEST_COMPARISON) < 0 && !since.isNegative();
		return (comparable && vanished > 0) ? vanished * HORIZON.toMillis() / since.toMillis() : 0;
	}

	private Duration nextLook(long free) {
		long spare = Math.max(0, free - this.limits.minFreeToGoOn());
		Duration untilFull = Duration.ofMillis(spare / FASTEST_FILL_BYTES_PER_MILLI);
		if (untilFull.compareTo(SHORTEST_LOOK) < 0) {
			return SHORTEST_LOOK;
		}
		return (untilFull.compareTo(LONGEST_LOOK) > 0) ? LONGEST_LOOK : untilFull;
	}

	private boolean isOnlyOurs() {
		return FlightRecorderModule.recordings() <= this.ownRecordings;
	}

	private void settleDirectory() {
		Path directory = this.limits.directory();
		if (this.directorySettled || directory == null) {
			return;
		}
		this.directorySettled = true;
		String because = FlightRecorderModule.isUsed() ? "it was in use before" : move(directory);
		if (because != null) {
			this.remark = "the flight recorder was not moved to " + directory + ": " + because;
		}
	}

	private @Nullable String move(Path directory) {
		try {
			Files.createDirectories(directory);
		}
		catch (IOException ex) {
			return "the directory cannot be made (" + ex + ")";
		}
		return FlightRecorderRepository.moveTo(directory);
	}

	private static String megabytes(long bytes) {
		return bytes / (1024 * 1024) + " MB";
	}

}
