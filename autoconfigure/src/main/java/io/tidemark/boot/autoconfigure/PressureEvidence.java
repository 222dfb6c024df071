package io.tidemark.boot.autoconfigure;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.tidemark.HeapPart;
import io.tidemark.HeapWatch;
import io.tidemark.HeapWork;
import io.tidemark.boot.leaks.MemoryGuard;
import io.tidemark.boot.leaks.MemoryPressureChanged;
import io.tidemark.heap.HistogramRefusedException;
import io.tidemark.heap.HistogramRequest;
import io.tidemark.jvm.MemoryPressure.Level;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.core.log.LogMessage;

/**
 * Takes evidence when memory of the container gets short, while there is room for it: old
 * objects, and a class histogram where its budget allows. The guard only hands over: the
 * work is done later, once at a time, by whoever runs it. What is taken is kept by the
 * {@link HeapWatch}.
 */
final class PressureEvidence implements Consumer<MemoryPressureChanged> {

	private static final Log logger = LogFactory.getLog(PressureEvidence.class);

	private final HeapWatch heap;

	private final HeapWork work;

	private final Supplier<Instant> clock;

	private final Consumer<Runnable> later;

	private final AtomicBoolean waiting = new AtomicBoolean();

	/**
	 * @param heap takes and keeps it
	 * @param work lets its parts work
	 * @param clock tells the time
	 * @param later takes the work and returns at once
	 */
	PressureEvidence(HeapWatch heap, HeapWork work, Supplier<Instant> clock, Consumer<Runnable> later) {
		this.heap = heap;
		this.work = work;
		this.clock = clock;
		this.later = later;
	}

	/** Listens from now on; the guard may have told already. */
	void listenTo(MemoryGuard guard) {
		guard.onPressure(this);
		if (guard.level() != Level.CALM) {
			takeLater();
		}
	}

	@Override
	public void accept(MemoryPressureChanged change) {
		if (change.worse()) {
			takeLater();
		}
	}

	private void takeLater() {
		if (this.waiting.compareAndSet(false, true)) {
			this.later.accept(this::take);
		}
	}

	/** Old objects first: they stop nothing. */
	private void take() {
		this.waiting.set(false);
		Instant now = this.clock.get();
		if (this.heap.noObjects() == null) {
			this.heap.collectBeside(now);
		}
		if (this.work.off(HeapPart.HISTOGRAMS) == null) {
			countClasses(now);
		}
	}

	private void countClasses(Instant now) {
		try {
			this.heap.take(now, HistogramRequest.WITHIN_BUDGET);
		}
		catch (HistogramRefusedException ex) {
			logger.debug(LogMessage.format("No class histogram now that memory gets short: %s", ex.getMessage()));
		}
	}

}
