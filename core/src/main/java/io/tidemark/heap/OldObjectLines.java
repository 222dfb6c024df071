package io.tidemark.heap;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.tidemark.origin.OriginFrameFinder;
import io.tidemark.snapshot.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Groups sampled objects by the line that allocated them.
 * <p>
 * What separates a leak from state that was made at start-up is when its objects were
 * made: those of a leak in every part of the time, those of start-up at once. So a line
 * counts as many objects as it has, times the share of the tenths of the time in which it
 * made any.
 */
final class OldObjectLines {

	/** An object may have to live as long as a request takes. */
	static final Duration OLD_ENOUGH = Duration.ofMinutes(1);

	/** A share of the oldest age that is enough, too, for a process that is young. */
	private static final int OLD_ENOUGH_SHARE = 10;

	private static final int PARTS = 10;

	private static final Comparator<Line> LIKELIEST = Comparator.comparingDouble(Line::likelihood)
		.thenComparingInt(Line::size)
		.reversed()
		.thenComparing(Line::name);

	private final OriginFrameFinder finder;

	OldObjectLines(OriginFrameFinder finder) {
		this.finder = finder;
	}

	/**
	 * The lines that allocated these objects, the likeliest leak first.
	 * @param since older objects do not count, or {@code null} if all do; if none is
	 * younger all do
	 */
	List<AllocationLine> lines(OldObjects asked, @Nullable Instant since) {
		List<OldObject> old = oldEnough(asked.objects());
		List<OldObject> judged = (since != null) ? youngerThan(Duration.between(since, asked.time()), old) : old;
		Duration span = oldest(judged);
		Map<Object, Line> lines = new LinkedHashMap<>();
		for (OldObject object : judged) {
			Frame frame = this.finder.inApplication(object.stack());
			Frame library = (frame == null) ? this.finder.inLibrary(object.stack()) : null;
			Frame own = (frame != null) ? frame : library;
			Object key = (own != null) ? own : object.className();
			lines.computeIfAbsent(key, (any) -> new Line(own, (library != null) ? packageOf(library) : null))
				.add(object, span);
		}
		return lines.values().stream().sorted(LIKELIEST).map((line) -> line.value(judged.size())).toList();
	}

	/**
	 * Without those that may only be in use. The JVM itself leaves out what was allocated
	 * after it looked for garbage last.
	 */
	private static List<OldObject> oldEnough(List<OldObject> objects) {
		Duration share = oldest(objects).dividedBy(OLD_ENOUGH_SHARE);
		Duration least = (share.compareTo(OLD_ENOUGH) < 0) ? share : OLD_ENOUGH;
		return objects.stream().filter((object) -> object.age().compareTo(least) >= 0).toList();
	}

	private static List<OldObject> youngerThan(Duration age, List<OldObject> objects) {
		List<OldObject> younger = objects.stream().filter((object) -> object.age().compareTo(age) <= 0).toList();
		return younger.isEmpty() ? objects : younger;
	}

	private static Duration oldest(List<OldObject> objects) {
		return objects.stream().map(OldObject::age).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
	}

	static String packageOf(Frame frame) {
		int dot = frame.className().lastIndexOf('.');
		return (dot > 0) ? frame.className().substring(0, dot) : "(unnamed)";
	}

	/** A line and its objects. */
	private static final class Line {

		private final @Nullable Frame frame;

		private final @Nullable String library;

		private final List<OldObject> objects = new ArrayList<>();

		private final BitSet parts = new BitSet(PARTS);

		Line(@Nullable Frame frame, @Nullable String library) {
			this.frame = frame;
			this.library = library;
		}

		void add(OldObject object, Duration span) {
			this.objects.add(object);
			long part = span.isZero() ? 0 : PARTS * object.age().toMillis() / Math.max(1, span.toMillis());
			this.parts.set((int) Math.min(PARTS - 1, part));
		}

		int size() {
			return this.objects.size();
		}

		double likelihood() {
			return (double) size() * this.parts.cardinality() / PARTS;
		}

		String name() {
			return Objects.toString(this.frame, "");
		}

		AllocationLine value(int judged) {
			List<Duration> ages = this.objects.stream().map(OldObject::age).sorted().toList();
			String className = mostFrequentClass();
			OldObject example = this.objects.stream()
				.filter((object) -> object.className().equals(className))
				.max(Comparator.comparing((OldObject object) -> !object.path().isEmpty()))
				.orElseThrow();
			return new AllocationLine(this.frame, this.library, className, size(), (double) size() / judged,
					ages.get(ages.size() - 1), ages.get(ages.size() / 2), example.stack(), pathOf(example),
					AllocationLine.Source.OLD_OBJECTS);
		}

		/** An object of another class may have the path that this one has not. */
		private List<String> pathOf(OldObject example) {
			return example.path().isEmpty() ? this.objects.stream()
				.map(OldObject::path)
				.filter((path) -> !path.isEmpty())
				.findFirst()
				.orElse(List.of()) : example.path();
		}

		private String mostFrequentClass() {
			Map<String, Integer> counts = new HashMap<>();
			this.objects.forEach((object) -> counts.merge(object.className(), 1, Integer::sum));
			return counts.entrySet()
				.stream()
				.max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry::getKey))
				.orElseThrow()
				.getKey();
		}

	}

}
