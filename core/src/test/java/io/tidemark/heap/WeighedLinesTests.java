package io.tidemark.heap;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;

import io.tidemark.origin.OriginFrameFinder;
import io.tidemark.snapshot.Frame;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WeighedLinesTests {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	/** Two pages of 64 KiB a second. */
	private static final GrownBytes PAGES = new GrownBytes("byte[]", 131_072);

	private final WeighedLines lines = new WeighedLines(new OriginFrameFinder(List.of("com.example")));

	@Test
	void lineThatAllocatesAsManyBytesAsStayIsToldAmongMuchGarbageOfItsClass() {
		allocate(120, 65_536, "com.example.Cache.render");
		allocate(7_000, 262_144, "com.example.Json.read");
		allocate(1_000, 262_144, "com.example.Json.write");
		allocate(4, 65_536, "com.example.Start.up");

		AllocationLine line = only(this.lines.lines(PAGES, MINUTE));

		assertThat(line.frame().method()).isEqualTo("com.example.Cache.render");
		assertThat(line.samples()).isEqualTo(120);
		assertThat(line.share()).isEqualTo(1);
		assertThat(line.source()).isEqualTo(AllocationLine.Source.ALLOCATION_BYTES);
	}

	@Test
	void ofSeveralThatAreNearTheNearestComesFirst() {
		allocate(60, 65_536, "com.example.A.half");
		allocate(120, 65_536, "com.example.B.asMuch");
		allocate(300, 65_536, "com.example.C.more");

		assertThat(this.lines.lines(PAGES, MINUTE)).extracting((line) -> line.frame().method())
			.containsExactly("com.example.B.asMuch", "com.example.A.half", "com.example.C.more");
		assertThat(this.lines.lines(PAGES, MINUTE)).extracting(AllocationLine::share).startsWith(0.25);
	}

	@Test
	void theApplicationComesBeforeALibraryThatIsNearer() {
		allocate(90, 65_536, "com.example.Cache.render");
		allocate(120, 65_536, "org.lib.Reflection.invoke");

		assertThat(this.lines.lines(PAGES, MINUTE)).extracting((line) -> line.frame().method())
			.containsExactly("com.example.Cache.render", "org.lib.Reflection.invoke");
	}

	@Test
	void whereNoneIsNearNoneIsTold() {
		allocate(3_000, 65_536, "com.example.Json.read");
		allocate(10, 65_536, "com.example.Start.up");

		assertThat(this.lines.lines(PAGES, MINUTE)).isEmpty();
	}

	@Test
	void twoLargeBuffersAreNoMeasure() {
		allocate(2, 4_194_304, "com.example.Json.read");

		assertThat(this.lines.lines(PAGES, MINUTE)).isEmpty();
	}

	@Test
	void lineOfALibraryIsNamedAndWhatOnlyTheJdkAllocatesIsNot() {
		allocate(120, 65_536, "org.lib.Pool.grow");
		allocate(120, 65_536, "java.util.Arrays.copyOf");

		assertThat(only(this.lines.lines(PAGES, MINUTE)).library()).isEqualTo("org.lib");
	}

	@Test
	void otherClassesDoNotCount() {
		this.lines.add("char[]", 7_864_320, stack("com.example.Cache.render"));

		assertThat(this.lines.lines(PAGES, MINUTE)).isEmpty();
	}

	@Test
	void whateverIsAllocatedTheTableIsBoundedAndWhatAllocatesMostStays() {
		allocate(120, 65_536, "com.example.Cache.render");
		for (int i = 0; i < 3 * WeighedLines.MAX_LINES; i++) {
			this.lines.add("byte[]", 100, Collections.nCopies(64, stack("com.example.P" + i + ".p").get(0)));
		}

		assertThat(this.lines.size()).isEqualTo(WeighedLines.MAX_LINES);
		assertThat(this.lines.lines(PAGES, MINUTE)).hasSize(1);
		this.lines.add("byte[]", 7_864_320, Collections.nCopies(64, stack("com.example.Q.q").get(0)));
		assertThat(this.lines.events()).isEqualTo(121 + 3 * WeighedLines.MAX_LINES);
	}

	@Test
	void bytesThatStayAreThoseOfTheClassItselfAndOfWhatItExplains() {
		HistogramDiff diff = ClassHistograms.diff(histogram(0, 0), histogram(60, 120));
		GrowingClass entry = new GrowingClass("com.example.Entry", 2, 120, 7_872_000, 120, 1,
				List.of("byte[]", "java.lang.String"), 1);

		assertThat(GrownBytes.of(entry, diff)).containsExactly(new GrownBytes("byte[]", 131_072),
				new GrownBytes("com.example.Entry", 64));
	}

	private static ClassHistogram histogram(int second, int entries) {
		List<ClassCount> classes = List.of(new ClassCount("byte[]", null, 1, entries, entries * 65_536L),
				new ClassCount("com.example.Entry", null, 1, entries, entries * 32L),
				new ClassCount("com.example.Other", null, 1, entries, entries * 64L),
				new ClassCount("java.lang.String", null, 1, 9, 216));
		return new ClassHistogram("h" + second, Instant.EPOCH.plusSeconds(second), classes, 1, 1, 0, false,
				Duration.ZERO, Duration.ZERO);
	}

	private void allocate(int times, long weight, String method) {
		for (int i = 0; i < times; i++) {
			this.lines.add("byte[]", weight, stack(method));
		}
	}

	private static AllocationLine only(List<AllocationLine> lines) {
		assertThat(lines).hasSize(1);
		return lines.get(0);
	}

	private static List<Frame> stack(String method) {
		int dot = method.lastIndexOf('.');
		return List.of(new Frame(method.substring(0, dot), method.substring(dot + 1), "X.java", 7));
	}

}
