package io.tidemark.heap;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.tidemark.origin.OriginFrameFinder;
import io.tidemark.snapshot.Frame;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OldObjectLinesTests {

	private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

	private static final Frame LEAK = frame("com.example.Cache.put");

	private static final Frame START = frame("com.example.Catalogue.load");

	private static final Frame COPY = frame("java.util.Arrays.copyOf");

	private final OldObjectLines lines = new OldObjectLines(new OriginFrameFinder(List.of("com.example")));

	private final List<OldObject> objects = new ArrayList<>();

	@Test
	void lineThatMadeObjectsAtAllTimesStandsBeforeOneThatMadeMoreAtOnce() {
		sample(30, START, 100, 100);
		sample(20, LEAK, 5, 95);

		assertThat(lines()).extracting(AllocationLine::frame).containsExactly(LEAK, START);
		assertThat(lines()).extracting(AllocationLine::samples).containsExactly(20, 30);
		assertThat(lines()).extracting(AllocationLine::share).containsExactly(0.4, 0.6);
	}

	@Test
	void objectsFromBeforeTheGrowthDoNotCount() {
		sample(30, START, 90, 100);
		sample(2, LEAK, 10, 40);

		List<AllocationLine> since = this.lines.lines(asked(), NOW.minus(Duration.ofMinutes(50)));

		assertThat(since).extracting(AllocationLine::frame).containsExactly(LEAK);
		assertThat(since.get(0).share()).isEqualTo(1);
	}

	@Test
	void allObjectsCountIfNoneIsFromTheTimeOfGrowth() {
		sample(3, START, 90, 100);

		assertThat(this.lines.lines(asked(), NOW.minus(Duration.ofMinutes(5)))).hasSize(1);
	}

	@Test
	void objectsThatMayOnlyBeInUseAreLeftOut() {
		sample(1, LEAK, 60, 60);
		this.objects.add(object(frame("com.example.Web.answer"), "byte[]", Duration.ofSeconds(59)));

		assertThat(lines()).extracting(AllocationLine::frame).containsExactly(LEAK);
	}

	@Test
	void tenthOfTheOldestAgeIsOldEnoughInAYoungProcess() {
		this.objects.add(object(LEAK, "byte[]", Duration.ofSeconds(20)));
		this.objects.add(object(LEAK, "byte[]", Duration.ofSeconds(2)));
		this.objects.add(object(LEAK, "byte[]", Duration.ofMillis(1_900)));

		assertThat(lines().get(0).samples()).isEqualTo(2);
	}

	@Test
	void frameOfTheApplicationIsTakenThenOfALibraryThenTheClass() {
		Frame library = frame("org.lib.Pool.grow");
		this.objects.add(object(List.of(COPY, library, LEAK), "byte[]", Duration.ofMinutes(9)));
		this.objects.add(object(List.of(COPY, library), "byte[]", Duration.ofMinutes(8)));
		this.objects.add(object(List.of(COPY), "char[]", Duration.ofMinutes(7)));

		assertThat(lines()).extracting(AllocationLine::frame).containsExactlyInAnyOrder(LEAK, library, null);
		assertThat(lines()).extracting(AllocationLine::library).containsExactlyInAnyOrder(null, "org.lib", null);
	}

	@Test
	void lineHasTheClassOfMostOfItsObjectsAndTheirAges() {
		this.objects.add(object(LEAK, "byte[]", Duration.ofMinutes(30)));
		this.objects.add(object(LEAK, "byte[]", Duration.ofMinutes(20)));
		this.objects.add(object(LEAK, "java.lang.String", Duration.ofMinutes(10)));

		AllocationLine line = lines().get(0);

		assertThat(line.className()).isEqualTo("byte[]");
		assertThat(line.oldest()).isEqualTo(Duration.ofMinutes(30));
		assertThat(line.median()).isEqualTo(Duration.ofMinutes(20));
		assertThat(line.source()).isEqualTo(AllocationLine.Source.OLD_OBJECTS);
	}

	@Test
	void pathIsThatOfAnyObjectThatHasOne() {
		List<String> path = List.of("java.lang.String", "static com.example.Cache.all");
		this.objects.add(object(LEAK, "byte[]", Duration.ofMinutes(30)));
		this.objects.add(object(LEAK, "byte[]", Duration.ofMinutes(20)));
		this.objects.add(new OldObject("java.lang.String", 24, -1, Duration.ofMinutes(10), null, List.of(LEAK), path));

		assertThat(lines().get(0).path()).isEqualTo(path);
	}

	@Test
	void nothingComesOfNothing() {
		assertThat(lines()).isEmpty();
	}

	private List<AllocationLine> lines() {
		return this.lines.lines(asked(), null);
	}

	private OldObjects asked() {
		return new OldObjects(NOW, this.objects, null, false, Duration.ZERO, Duration.ZERO);
	}

	/** As many objects, with ages spread evenly between these minutes. */
	private void sample(int count, Frame line, int youngest, int oldest) {
		for (int i = 0; i < count; i++) {
			Duration age = Duration.ofMinutes(youngest)
				.plus(Duration.ofMinutes(oldest - youngest).multipliedBy(i).dividedBy(Math.max(1, count - 1)));
			this.objects.add(object(line, "byte[]", age));
		}
	}

	private static OldObject object(Frame line, String className, Duration age) {
		return object(List.of(COPY, line), className, age);
	}

	private static OldObject object(List<Frame> stack, String className, Duration age) {
		return new OldObject(className, 1_016, 1_000, age, "main", stack, List.of());
	}

	private static Frame frame(String method) {
		int dot = method.lastIndexOf('.');
		return new Frame(method.substring(0, dot), method.substring(dot + 1), "X.java", 7);
	}

}
