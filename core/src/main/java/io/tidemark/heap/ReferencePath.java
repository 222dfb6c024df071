package io.tidemark.heap;

import java.util.ArrayList;
import java.util.List;

import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedObject;
import org.jspecify.annotations.Nullable;

/**
 * The path from an object to its root as the flight recorder gives it.
 * <p>
 * Names types of the module {@code jdk.jfr}.
 *
 * @param className readable name of the object's class
 * @param holders the object first and the root last; empty if no path is known
 */
record ReferencePath(String className, List<String> holders) {

	/** Longer paths keep their beginning and their end. */
	static final int MAX_HOLDERS = 40;

	static ReferencePath of(RecordedEvent event) {
		RecordedObject object = event.getValue("object");
		String className = classOf(object);
		List<String> holders = new ArrayList<>();
		RecordedObject holder = object;
		RecordedObject reference = referrer(object);
		while (reference != null && holders.size() < MAX_HOLDERS) {
			holder = reference.getValue("object");
			if (holder == null) {
				break;
			}
			holders.add(describe(reference, holder));
			reference = referrer(holder);
		}
		RecordedObject root = event.getValue("root");
		if (root == null && holders.isEmpty()) {
			return new ReferencePath(className, List.of());
		}
		holders.add(0, className);
		if (root != null) {
			holders.add("root: " + root.getString("type") + " of " + root.getString("system"));
		}
		return new ReferencePath(className, List.copyOf(holders));
	}

	private static @Nullable RecordedObject referrer(@Nullable RecordedObject object) {
		return (object != null) ? object.getValue("referrer") : null;
	}

	private static String describe(RecordedObject reference, RecordedObject holder) {
		String owner = classOf(holder);
		RecordedObject field = reference.getValue("field");
		int skipped = reference.hasField("skip") ? reference.getInt("skip") : 0;
		String between = (skipped > 0) ? " (" + skipped + " between)" : "";
		if (field == null) {
			return owner + between;
		}
		String description = holder.getString("description");
		boolean ofClass = owner.equals("java.lang.Class") && description != null
				&& description.startsWith("Class Name: ");
		String name = ofClass ? "static " + ClassName.readable(description.substring("Class Name: ".length())) : owner;
		return name + "." + field.getString("name") + sizeIn(description) + between;
	}

	/** Other descriptions name threads and loaders, which nobody has redacted. */
	private static String sizeIn(@Nullable String description) {
		return (description != null && description.startsWith("Size: ")) ? " (s" + description.substring(1) + ")" : "";
	}

	private static String classOf(@Nullable RecordedObject object) {
		RecordedClass type = (object != null) ? object.getValue("type") : null;
		return (type != null) ? ClassName.readable(type.getName()) : "unknown";
	}

}
