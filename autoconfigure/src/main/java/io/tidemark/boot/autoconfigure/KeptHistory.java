package io.tidemark.boot.autoconfigure;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.tidemark.jvm.StateFile;
import io.tidemark.watch.MalformedHistoryException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.log.LogMessage;

/**
 * Keeps what was seen in a file, for the next process to go on with. Reads and writes on
 * the schedule's thread, and writes once more when the context closes. What fails is said
 * once and stops nothing.
 */
abstract class KeptHistory implements AutoCloseable {

	/** Time between two writings. */
	static final Duration INTERVAL = Duration.ofMinutes(10);

	private static final Log logger = LogFactory.getLog(KeptHistory.class);

	private final String property;

	private final StateFile file;

	private final Clock clock;

	/** Whether the file is ours to write. */
	private boolean ours;

	private @Nullable String problem;

	/**
	 * @param property what names the file
	 */
	KeptHistory(String property, StateFile file, Clock clock) {
		this.property = property;
		this.file = file;
		this.clock = clock;
	}

	/**
	 * Goes on with what another process wrote.
	 * @return what that means, as a sentence without a full stop
	 * @throws MalformedHistoryException if it cannot be read
	 */
	abstract String goOn(byte[] history, Instant now);

	/** What there is to write. */
	abstract byte[] history(Instant now);

	/** What becomes of a restart when it cannot be written. */
	abstract String loss();

	/** Goes on with what is in the file, if there is something. */
	final synchronized void read() {
		this.ours = true;
		try {
			byte[] history = this.file.read();
			if (history != null && history.length > 0) {
				logger.info(goOn(history, this.clock.instant()));
			}
		}
		catch (MalformedHistoryException ex) {
			this.ours = !ex.isForeign();
			logger.info(LogMessage.format("%s is %s: %s", this.property,
					this.ours ? "of no use and will be replaced" : "not ours and stays as it is", ex.getMessage()));
		}
		catch (IOException ex) {
			this.ours = false;
			logger.info(LogMessage.format("%s cannot be read and stays as it is: %s", this.property, ex.getMessage()));
		}
	}

	/** Writes what there is; nothing before it was read. */
	final synchronized void write() {
		if (!this.ours) {
			return;
		}
		try {
			this.file.write(ByteBuffer.wrap(history(this.clock.instant())));
			this.problem = null;
		}
		catch (IOException ex) {
			if (this.problem == null) {
				logger
					.warn(LogMessage.format("%s: a restart will %s, since %s", this.property, loss(), ex.getMessage()));
			}
			this.problem = ex.getMessage();
		}
	}

	@Override
	public final void close() {
		write();
	}

}
