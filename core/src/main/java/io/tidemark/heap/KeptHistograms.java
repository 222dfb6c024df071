package io.tidemark.heap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The histograms that are kept, a bounded number: the first one always, of the others the
 * newest. Counts that did not change are shared between them, and names always. Safe for
 * use by several threads.
 */
final class KeptHistograms {

	private final int capacity;

	/** Oldest first. */
	private final List<Observation> kept = new ArrayList<>();

	KeptHistograms(int capacity) {
		this.capacity = capacity;
	}

	synchronized ClassHistogram add(Observation taken) {
		Observation added = new Observation(shared(taken.histogram()), taken.garbage(), taken.collections(),
				taken.live());
		if (this.kept.size() == this.capacity) {
			this.kept.remove(1);
		}
		this.kept.add(added);
		return added.histogram();
	}

	/** The same histogram, made of what the newest kept one has already. */
	private ClassHistogram shared(ClassHistogram taken) {
		if (this.kept.isEmpty()) {
			return taken;
		}
		Map<String, ClassCount> known = new HashMap<>();
		newest().classes().forEach((count) -> known.put(count.name(), count));
		List<ClassCount> classes = taken.classes()
			.stream()
			.map((count) -> shared(known.get(count.name()), count))
			.toList();
		return new ClassHistogram(taken.id(), taken.time(), classes, taken.instances(), taken.bytes(), taken.omitted(),
				taken.collected(), taken.pause(), taken.wall());
	}

	private static ClassCount shared(@Nullable ClassCount known, ClassCount count) {
		if (known == null || known.equals(count)) {
			return (known != null) ? known : count;
		}
		String module = (known.module() != null && known.module().equals(count.module())) ? known.module()
				: count.module();
		return new ClassCount(known.name(), module, count.loaders(), count.instances(), count.bytes());
	}

	private ClassHistogram newest() {
		return this.kept.get(this.kept.size() - 1).histogram();
	}

	/** Oldest first. */
	synchronized List<Observation> oldestFirst() {
		return List.copyOf(this.kept);
	}

	synchronized @Nullable ClassHistogram find(String id) {
		return this.kept.stream()
			.map(Observation::histogram)
			.filter((histogram) -> histogram.id().equals(id))
			.findFirst()
			.orElse(null);
	}

}
