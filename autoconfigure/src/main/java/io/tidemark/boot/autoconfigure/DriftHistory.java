package io.tidemark.boot.autoconfigure;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;

import io.tidemark.MemoryDrift;
import io.tidemark.jvm.StateFile;
import io.tidemark.trend.MalformedDriftException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.log.LogMessage;

/**
 * Keeps what was learned of memory in a file, for the next process to go on with. Reads
 * and writes on the schedule's thread, and writes once more when the context closes. What
 * fails is said once and stops nothing.
 */
final class DriftHistory implements AutoCloseable {

	/** Time between two writings. */
	static final Duration INTERVAL = Duration.ofMinutes(10);

	private static final Log logger = LogFactory.getLog(DriftHistory.class);

	private final StateFile file;

	private final MemoryDrift drift;

	private final Clock clock;

	/** Whether the file is ours to write. */
	private boolean ours;

	private @Nullable String problem;

	DriftHistory(StateFile file, MemoryDrift drift, Clock clock) {
		this.file = file;
		this.drift = drift;
		this.clock = clock;
	}

	/** Goes on with what is in the file, if there is something. */
	synchronized void read() {
		this.ours = true;
		try {
			byte[] history = this.file.read();
			if (history != null && history.length > 0) {
				boolean known = this.drift.goOn(history, this.clock.instant());
				logger.info(known ? "Tidemark goes on with the memory that this version needed"
						: "Tidemark learns the memory of a version that is new");
			}
		}
		catch (MalformedDriftException ex) {
			this.ours = !ex.isForeign();
			logger.info(LogMessage.format("tidemark.heap.drift.state-file is %s: %s",
					this.ours ? "of no use and will be replaced" : "not ours and stays as it is", ex.getMessage()));
		}
		catch (IOException ex) {
			this.ours = false;
			logger.info(LogMessage.format("tidemark.heap.drift.state-file cannot be read and stays as it is: %s",
					ex.getMessage()));
		}
	}

	/** Writes what there is; nothing before it was read. */
	synchronized void write() {
		if (!this.ours) {
			return;
		}
		try {
			this.file.write(ByteBuffer.wrap(this.drift.history(this.clock.instant())));
			this.problem = null;
		}
		catch (IOException ex) {
			if (this.problem == null) {
				logger.warn(LogMessage.format("tidemark.heap.drift.state-file: a restart will learn anew, since %s",
						ex.getMessage()));
			}
			this.problem = ex.getMessage();
		}
	}

	@Override
	public void close() {
		write();
	}

}
