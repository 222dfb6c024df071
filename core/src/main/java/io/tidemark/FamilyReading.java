package io.tidemark;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;

import io.tidemark.group.FamilyKey;
import io.tidemark.watch.LoadSignal;
import io.tidemark.watch.ResourceKind;
import io.tidemark.watch.StillStack;
import io.tidemark.watch.WatchedResource;
import org.jspecify.annotations.Nullable;

/**
 * In place of a reading, since families are read with a snapshot: tells which family a
 * watched resource is.
 *
 * @param family the family
 * @param id its id, the same in reports on threads
 * @param stack the stack within it, or {@code null} for the whole family
 */
record FamilyReading(FamilyKey family, String id, @Nullable String stack) implements DoubleSupplier {

	/** The family as a watched resource. */
	static WatchedResource of(FamilyKey family) {
		return resource(new FamilyReading(family, family.id(), null), tags(family));
	}

	/** Those of its threads that stand at one stack. */
	static WatchedResource of(FamilyKey family, StillStack stack) {
		Map<String, String> tags = tags(family);
		tags.put("stack", stack.fingerprint().hex());
		if (!stack.at().isEmpty()) {
			tags.put("at", stack.at());
		}
		return resource(new FamilyReading(family, family.id(), stack.fingerprint().hex()), tags);
	}

	/** The family that a resource is, or {@code null} if it is another one. */
	static @Nullable FamilyReading in(WatchedResource resource) {
		return (resource.reading() instanceof FamilyReading reading) ? reading : null;
	}

	/** Requests a second and not those in progress, for one that hangs is in progress. */
	private static WatchedResource resource(FamilyReading reading, Map<String, String> tags) {
		return new WatchedResource(ResourceKind.THREAD_GROUP, reading.family().name(), "threads", tags, reading,
				() -> Double.NaN, LoadSignal.REQUESTS, null);
	}

	private static Map<String, String> tags(FamilyKey family) {
		Map<String, String> tags = new TreeMap<>();
		if (family.origin() != null) {
			tags.put("origin", family.origin());
		}
		if (family.virtual()) {
			tags.put("virtual", "true");
		}
		return tags;
	}

	@Override
	public double getAsDouble() {
		return Double.NaN;
	}

}
