package io.tidemark.report;

import java.util.function.BiConsumer;

import io.tidemark.heap.AllocationLine;
import io.tidemark.heap.AllocationLine.Source;
import io.tidemark.heap.GrowingClass;
import io.tidemark.heap.HeapSuspects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Who may be to blame for memory that does not come back, as lines of text with labels
 * and as JSON.
 */
final class MemoryNotes {

	/** Classes and lines that are told as text; JSON has all. */
	private static final int NAMED = 3;

	private MemoryNotes() {
	}

	static void write(BiConsumer<String, String> line, @Nullable HeapSuspects suspects) {
		if (suspects == null) {
			return;
		}
		suspects.classes().stream().limit(NAMED).forEach((grown) -> line.accept("grew", grew(grown)));
		suspects.lines().stream().limit(NAMED).forEach((each) -> line.accept("from", from(each)));
		line.accept("held", (suspects.holder() != null) ? "by " + suspects.holder() : "");
		line.accept("came", (suspects.coincidence() != null) ? suspects.coincidence() : "");
		line.accept("unknown", (suspects.undecided() != null) ? suspects.undecided() : "");
	}

	private static String grew(GrowingClass grown) {
		String explains = grown.explains().isEmpty() ? ""
				: ", those of " + String.join(" and ", grown.explains()) + " that it explains included";
		return "%s  %s and %s objects over %d histograms%s".formatted(grown.name(),
				Amounts.growth(grown.bytesGained(), "bytes"), Amounts.growth(grown.instancesGained(), "objects"),
				grown.observations() + 1, explains);
	}

	private static String from(AllocationLine line) {
		String of = switch (line.source()) {
			case OLD_OBJECTS -> "old objects";
			case ALLOCATION_SAMPLES -> "sampled allocations of " + line.className();
			case ALLOCATION_BYTES -> "lines that allocate as many bytes of " + line.className() + " as stay";
		};
		String where = (line.frame() != null) ? line.frame().toString() : "the JDK only";
		return "%s, %d %% of the %s, %d samples%s".formatted(where, Math.round(100 * line.share()), of, line.samples(),
				(line.library() != null) ? " [" + line.library() + "]" : "");
	}

	static void write(JsonGenerator json, @Nullable HeapSuspects suspects) {
		if (suspects == null) {
			return;
		}
		json.writeObjectPropertyStart("memory");
		json.writeStringProperty("observedAt", suspects.time().toString());
		JsonReport.writeObjects(json, "classes", suspects.classes(), HeapJson::writeGrowing);
		JsonReport.writeObjects(json, "lines", suspects.lines(), HeapJson::writeLine);
		JsonReport.writeIfPresent(json, "holder", suspects.holder());
		JsonReport.writeIfPresent(json, "coincidence", suspects.coincidence());
		JsonReport.writeIfPresent(json, "undecided", suspects.undecided());
		json.writeEndObject();
	}

}
