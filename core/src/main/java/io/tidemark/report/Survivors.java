package io.tidemark.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

import io.tidemark.heap.OldObject;
import io.tidemark.heap.OldObjects;
import io.tidemark.snapshot.Frame;
import org.jspecify.annotations.Nullable;

/**
 * The objects of the leak profiler as reports tell of them.
 */
final class Survivors {

	private Survivors() {
	}

	static List<OldObject> oldestFirst(OldObjects survivors) {
		return survivors.objects().stream().sorted(Comparator.comparing(OldObject::age).reversed()).toList();
	}

	/** The innermost frame outside the JDK, else the innermost. */
	static @Nullable Frame line(OldObject object) {
		return object.stack()
			.stream()
			.filter((frame) -> !StackExcerpt.isJdk(frame))
			.findFirst()
			.orElse(object.stack().isEmpty() ? null : object.stack().get(0));
	}

	/** Its class, of an array with its length, such as {@code byte[1,024]}. */
	static String title(OldObject object) {
		String name = object.className();
		return (object.elements() >= 0 && name.endsWith("[]"))
				? name.substring(0, name.length() - 1) + Amounts.quantity(object.elements(), "elements") + "]" : name;
	}

	/** The methods of its allocation, outermost first, and its class. */
	static List<String> path(OldObject object) {
		List<String> path = new ArrayList<>();
		outermostFirst(object).forEach((frame) -> path.add(CountedStack.method(frame)));
		if (path.isEmpty()) {
			path.add(CountedStack.NO_STACK);
		}
		path.add(object.className());
		return path;
	}

	static List<Frame> outermostFirst(OldObject object) {
		List<Frame> frames = new ArrayList<>(object.stack());
		Collections.reverse(frames);
		return frames;
	}

}
