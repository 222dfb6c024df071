package io.tidemark.boot.leaks;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.tidemark.verdict.LeakChange;
import io.tidemark.verdict.LeakVerdict;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.log.LogMessage;

/**
 * Tells people what changed: one log line and one event for each change that begins or
 * ends at {@code suspected} or above. {@code WARN} where it got worse, {@code INFO} where
 * it got better or was withdrawn. What is muted, what shadow mode holds back and what
 * never was a suspicion is said at {@code DEBUG}, without an event. Keeps no state but
 * what its receivers keep.
 *
 * @since 0.1.0
 */
public final class LeakAnnouncer {

	private static final Log logger = LogFactory.getLog(LeakAnnouncer.class);

	private final boolean shadow;

	private final Supplier<@Nullable String> address;

	private final Consumer<LeakVerdictChanged> events;

	/**
	 * @param shadow whether nobody is told
	 * @param address path of the endpoint {@code leaks}, {@code null} while it is not
	 * exposed
	 * @param events takes the events and returns at once
	 */
	public LeakAnnouncer(boolean shadow, Supplier<@Nullable String> address, Consumer<LeakVerdictChanged> events) {
		this.shadow = shadow;
		this.address = address;
		this.events = events;
	}

	/** Tells of these changes, in their order. */
	public void announce(List<LeakChange> changes) {
		changes.forEach((change) -> announce(new LeakVerdictChanged(change)));
	}

	private void announce(LeakVerdictChanged change) {
		LeakVerdict verdict = change.verdict();
		boolean told = (change.from().accuses() || verdict.grade().accuses()) && !this.shadow && verdict.mute() == null;
		if (!told) {
			logger.debug(LogMessage.of(() -> silence(verdict) + new LeakLine(change, this.address.get())));
			return;
		}
		LeakLine line = new LeakLine(change, this.address.get());
		if (change.worse()) {
			logger.warn(line);
		}
		else {
			logger.info(line);
		}
		this.events.accept(change);
	}

	private String silence(LeakVerdict verdict) {
		if (this.shadow) {
			return "Shadow mode: ";
		}
		return (verdict.mute() != null) ? "Muted (%s): ".formatted(verdict.mute().reason()) : "";
	}

}
