package io.tidemark.boot.leaks;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.tidemark.jvm.MemoryPressure;
import io.tidemark.jvm.MemoryPressure.Level;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.log.LogMessage;

/**
 * Tells when memory of the container gets short, while there is still room to take
 * evidence: each listener once for each step up, and one line in the log an hour at most.
 * A level is left only after {@value #CALM_MINUTES} minutes without, for the kernel's
 * numbers come and go.
 * <p>
 * Listeners are called on the thread that looks and must not keep it; one that fails
 * harms no other. Any thread may add one; one thread looks.
 *
 * @since 0.1.0
 */
public final class MemoryGuard {

	/** Listeners at most. */
	static final int LISTENERS = 16;

	static final int CALM_MINUTES = 10;

	private static final Duration CALM = Duration.ofMinutes(CALM_MINUTES);

	private static final Duration SILENCE = Duration.ofHours(1);

	private static final Log logger = LogFactory.getLog(MemoryGuard.class);

	private final List<Consumer<MemoryPressureChanged>> listeners = new CopyOnWriteArrayList<>();

	private volatile Level level = Level.CALM;

	private @Nullable Instant last;

	private @Nullable Instant said;

	/**
	 * Adds somebody to be told of each change.
	 * @throws IllegalStateException if there are {@value #LISTENERS} already
	 */
	public void onPressure(Consumer<MemoryPressureChanged> listener) {
		if (this.listeners.size() >= LISTENERS) {
			throw new IllegalStateException("expected at most " + LISTENERS + " listeners for memory pressure");
		}
		this.listeners.add(listener);
	}

	/** How short memory is, as far as it was told. */
	public Level level() {
		return this.level;
	}

	/** Takes what was seen; to be called every few seconds. */
	public void take(MemoryPressure pressure) {
		Level from = this.level;
		if (pressure.isShort() && pressure.level().compareTo(from) >= 0) {
			this.last = pressure.time();
		}
		boolean calm = this.last == null || Duration.between(this.last, pressure.time()).compareTo(CALM) >= 0;
		if (pressure.level().compareTo(from) > 0 || (calm && pressure.level() != from)) {
			this.level = pressure.level();
			this.last = pressure.time();
			MemoryPressureChanged change = new MemoryPressureChanged(from, pressure);
			say(change);
			this.listeners.forEach((listener) -> tell(listener, change));
		}
	}

	private void say(MemoryPressureChanged change) {
		Instant now = change.pressure().time();
		boolean silent = this.said != null && Duration.between(this.said, now).compareTo(SILENCE) < 0;
		if (change.worse() && !silent) {
			this.said = now;
			logger.warn(LogMessage.format("Memory of the container gets short (%s). %s See /actuator/leaks",
					change.pressure().level().name().toLowerCase(Locale.ROOT), change.pressure().because()));
		}
	}

	private static void tell(Consumer<MemoryPressureChanged> listener, MemoryPressureChanged change) {
		try {
			listener.accept(change);
		}
		catch (RuntimeException | LinkageError ex) {
			logger.debug("A listener for memory pressure failed, Tidemark goes on", ex);
		}
	}

}
