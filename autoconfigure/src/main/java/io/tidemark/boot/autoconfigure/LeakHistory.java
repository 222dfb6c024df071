package io.tidemark.boot.autoconfigure;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;

import io.tidemark.jvm.StateFile;
import io.tidemark.watch.MalformedHistoryException;
import io.tidemark.watch.WatchedResources;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.log.LogMessage;

/**
 * Keeps the hours of what is watched in a file, for the next process to go on with. Reads
 * and writes on the schedule's thread, and writes once more when the context closes. What
 * fails is said once and stops nothing.
 */
final class LeakHistory implements AutoCloseable {

	/** Time between two writings. */
	static final Duration INTERVAL = Duration.ofMinutes(10);

	private static final Log logger = LogFactory.getLog(LeakHistory.class);

	private final StateFile file;

	private final WatchedResources resources;

	private final Clock clock;

	/** Whether the file is ours to write. */
	private boolean ours;

	private @Nullable String problem;

	LeakHistory(StateFile file, WatchedResources resources, Clock clock) {
		this.file = file;
		this.resources = resources;
		this.clock = clock;
	}

	/** Goes on with what is in the file, if there is something. */
	synchronized void read() {
		this.ours = true;
		try {
			byte[] history = this.file.read();
			if (history != null && history.length > 0) {
				int kept = this.resources.goOn(history, this.clock.instant());
				logger.info(LogMessage.format("Tidemark goes on with the history of %d resources", kept));
			}
		}
		catch (MalformedHistoryException ex) {
			this.ours = !ex.isForeign();
			logger.info(LogMessage.format("tidemark.leaks.state-file is %s: %s",
					this.ours ? "of no use and will be replaced" : "not ours and stays as it is", ex.getMessage()));
		}
		catch (IOException ex) {
			this.ours = false;
			logger.info(LogMessage.format("tidemark.leaks.state-file cannot be read and stays as it is: %s",
					ex.getMessage()));
		}
	}

	/** Writes what there is; nothing before it was read. */
	synchronized void write() {
		if (!this.ours) {
			return;
		}
		try {
			this.file.write(ByteBuffer.wrap(this.resources.history(this.clock.instant())));
			this.problem = null;
		}
		catch (IOException ex) {
			if (this.problem == null) {
				logger.warn(LogMessage.format("tidemark.leaks.state-file: a restart will keep nothing, since %s",
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
