package io.tidemark.boot.schedule;

import java.time.Clock;
import java.time.Duration;

import io.tidemark.origin.OriginRecorder;
import io.tidemark.origin.OriginState;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.core.log.LogMessage;

/**
 * Watches the recorder of origins: its disk, its cost, and whether the breaker lets it
 * run. Runs on the schedule's thread.
 */
final class OriginWatch {

	private static final Log logger = LogFactory.getLog(OriginWatch.class);

	private static final Duration WHILE_RESTING = Duration.ofSeconds(1);

	private final OriginRecorder recorder;

	private final ObserverPart part;

	private final Clock clock;

	private boolean recording;

	private boolean worked = true;

	private boolean remarked;

	private Duration cpu = Duration.ZERO;

	OriginWatch(OriginRecorder recorder, ObserverPart part, Clock clock) {
		this.recorder = recorder;
		this.part = part;
		this.clock = clock;
	}

	/**
	 * Starts the recorder, or stops it, as the breaker says, and looks at its disk.
	 * @return time until the next look
	 */
	Duration look() {
		Duration next = this.part.works() ? record() : rest();
		OriginState state = this.recorder.state();
		this.part.addCpu(state.cpu().minus(this.cpu));
		this.cpu = state.cpu();
		say(state);
		return next;
	}

	/**
	 * The first start costs up to a second of CPU, once; it is not charged to the budget.
	 */
	private Duration record() {
		if (!this.recording) {
			this.recorder.start(this.clock.instant());
			this.recording = true;
		}
		return this.part.measure(() -> this.recorder.check(this.clock.instant()));
	}

	private Duration rest() {
		if (this.recording) {
			this.recorder.close();
			this.recording = false;
		}
		return WHILE_RESTING;
	}

	private void say(OriginState state) {
		if (state.remark() != null && !this.remarked) {
			logger.warn(LogMessage.format("Tidemark: %s", state.remark()));
			this.remarked = true;
		}
		if (this.part.works() && state.works() != this.worked) {
			if (state.works()) {
				logger.info("Tidemark records again who starts threads");
			}
			else {
				logger.warn(LogMessage.format(
						"Tidemark does not record who starts threads: %s; everything else goes on, see /actuator/threaddiff",
						state.because()));
			}
			this.worked = state.works();
		}
	}

}
