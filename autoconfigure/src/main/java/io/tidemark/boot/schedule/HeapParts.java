package io.tidemark.boot.schedule;

import java.time.Duration;
import java.util.function.Supplier;

import io.tidemark.HeapPart;
import io.tidemark.HeapWork;
import org.jspecify.annotations.Nullable;

/**
 * Lets the parts that look at memory work as the breaker and the properties say, and
 * counts what they cost.
 *
 * @since 0.1.0
 */
public final class HeapParts implements HeapWork {

	private final ObserverParts parts;

	private final @Nullable String notByItself;

	/**
	 * @param parts the parts, which can be stepped down
	 * @param notByItself why no histogram is taken unless somebody asks, or {@code null}
	 */
	public HeapParts(ObserverParts parts, @Nullable String notByItself) {
		this.parts = parts;
		this.notByItself = notByItself;
	}

	@Override
	public @Nullable String off(HeapPart part) {
		String because = of(part).state().because();
		return (because == null && part == HeapPart.HISTOGRAMS) ? this.notByItself : because;
	}

	@Override
	public <T> T measure(HeapPart part, Supplier<T> work) {
		return of(part).measure(work);
	}

	@Override
	public void paused(HeapPart part, Duration pause) {
		of(part).addPause(pause);
	}

	private ObserverPart of(HeapPart part) {
		return switch (part) {
			case LIVE_SET -> this.parts.liveSet();
			case HISTOGRAMS -> this.parts.histograms();
			case OLD_OBJECTS -> this.parts.oldObjects();
			case ALLOCATIONS -> this.parts.allocations();
		};
	}

}
