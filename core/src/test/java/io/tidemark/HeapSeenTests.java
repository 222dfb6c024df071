package io.tidemark;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.tidemark.heap.AllocationLine;
import io.tidemark.heap.AllocationLine.Source;
import io.tidemark.heap.GrowingClass;
import io.tidemark.heap.HeapSuspects;
import io.tidemark.heap.OldObject;
import io.tidemark.heap.OldObjects;
import io.tidemark.snapshot.Frame;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HeapSeenTests {

	private static final Instant NOW = Instant.parse("2026-11-21T12:30:00Z");

	private static final Instant BEGAN = NOW.minus(Duration.ofMinutes(20));

	private static final Frame COMMIT = new Frame("com.example.Cache", "commit", "Cache.java", 55);

	private static final GrowingClass ENTRY = grown("com.example.Entry", 2, List.of("byte[]"), 1);

	private List<GrowingClass> growing = List.of();

	private int histograms = 3;

	private @Nullable String noHistogram;

	private @Nullable OldObjects objects;

	private @Nullable String noObjects;

	private Instant survived = NOW;

	private @Nullable String growsWithIt;

	private Map<String, List<AllocationLine>> allocations = Map.of();

	private Map<String, List<AllocationLine>> weighed = Map.of();

	private final List<Integer> asked = new ArrayList<>();

	@Test
	void classAndLineAreToldAndNothingIsUndecided() {
		this.growing = List.of(ENTRY);
		this.objects = objects(old("byte[]", 600), old("byte[]", 500), old("byte[]", 400), old("byte[]", 300),
				old("byte[]", 200));

		HeapSuspects suspects = suspects(HeapEvidence.HEAP);

		assertThat(suspects.classes()).containsExactly(ENTRY);
		assertThat(suspects.lines()).extracting(AllocationLine::frame).containsExactly(COMMIT);
		assertThat(suspects.undecided()).isNull();
	}

	@Test
	void onlyObjectsThatCameWithTheGrowthAndSurvivedCount() {
		this.objects = objects(old("byte[]", 600), old("byte[]", 1_500), old("byte[]", 5));

		suspects(HeapEvidence.HEAP);

		assertThat(this.asked).containsExactly(1);
	}

	@Test
	void whatMayHaveDiedSinceCollectionsToldDoesNotCount() {
		this.objects = objects(old("byte[]", 600), old("long[]", 200), old("long[]", 100), old("long[]", 70));
		this.survived = NOW.minusSeconds(300);

		suspects(HeapEvidence.HEAP);

		assertThat(this.asked).containsExactly(1);
	}

	@Test
	void whereOldObjectsAreSilentTheAllocationsOfTheGrowingClassTellOrOfWhatItExplains() {
		this.growing = List.of(ENTRY);
		this.objects = objects(old("byte[]", 600));
		this.allocations = Map.of("byte[]", List.of(line(200, 0.8, Source.ALLOCATION_SAMPLES)));

		assertThat(suspects(HeapEvidence.HEAP).lines()).extracting(AllocationLine::source)
			.startsWith(Source.ALLOCATION_SAMPLES);
	}

	@Test
	void linesThatAllocateAsMuchAsStaysComeBeforeThoseThatAllocateMost() {
		this.growing = List.of(ENTRY);
		this.allocations = Map.of("com.example.Entry", List.of(line(200, 0.8, Source.ALLOCATION_SAMPLES)));
		this.weighed = Map.of("com.example.Entry", List.of(line(50, 1, Source.ALLOCATION_BYTES)));

		assertThat(suspects(HeapEvidence.HEAP).lines()).extracting(AllocationLine::source)
			.containsExactly(Source.ALLOCATION_BYTES);
	}

	@Test
	void withoutHistogramsAndLinesItSaysWhy() {
		this.histograms = 1;
		this.noHistogram = "The next one is due in 400 seconds.";
		this.noObjects = "The flight recorder's disk has 2 MB left.";

		assertThat(suspects(HeapEvidence.HEAP).undecided())
			.isEqualTo("The class is not known, histograms so far: 1 of 3. The next one is due in 400 seconds. "
					+ "The line is not known: The flight recorder's disk has 2 MB left.");
	}

	@Test
	void aClassThatGrewOnceIsToldAndNotDecided() {
		this.growing = List.of(grown("com.example.Entry", 1, List.of(), 1));
		this.histograms = 2;

		HeapSuspects suspects = suspects(HeapEvidence.HEAP);

		assertThat(suspects.classes()).hasSize(1);
		assertThat(suspects.undecided()).startsWith("The class is not known, histograms so far: 2 of 3.");
	}

	@Test
	void theLineThatAllocatesMostOfAClassThatGrewOnceIsNotTold() {
		this.growing = List.of(grown("com.example.Entry", 1, List.of(), 1));
		this.allocations = Map.of("com.example.Entry", List.of(line(200, 0.8, Source.ALLOCATION_SAMPLES)));

		assertThat(suspects(HeapEvidence.HEAP).lines()).isEmpty();
	}

	@Test
	void whatGrowsWithItHoldsItWhereNoPathTells() {
		this.growsWithIt = "cache.size (cache=orders), which grows with it";

		assertThat(suspects(HeapEvidence.HEAP).holder()).isEqualTo(this.growsWithIt);
		assertThat(suspects(HeapEvidence.CLASSES).holder()).isNull();
		assertThat(suspects(HeapEvidence.BUFFERS).holder()).isNull();
	}

	@Test
	void buffersAreToldByWhatStandsForThemAndNotByItsBytes() {
		this.growing = List.of(ENTRY, grown("java.nio.DirectByteBuffer", 2, List.of(), 1));

		assertThat(suspects(HeapEvidence.BUFFERS).classes()).singleElement().satisfies((grown) -> {
			assertThat(grown.name()).isEqualTo("java.nio.DirectByteBuffer");
			assertThat(grown.bytesPerHour()).isNaN();
		});
	}

	@Test
	void classesAreToldByLoadersAndByWhatManyOfThemLoaded() {
		this.growing = List.of(ENTRY, grown("com.example.ScriptClassLoader", 2, List.of(), 1),
				grown("com.example.Script", 2, List.of(), 40));

		assertThat(suspects(HeapEvidence.CLASSES).classes()).extracting(GrowingClass::name)
			.containsExactly("com.example.ScriptClassLoader", "com.example.Script");
	}

	@Test
	void aPathIsReadFromItsEnd() {
		AllocationLine line = new AllocationLine(COMMIT, null, "byte[]", 9, 0.9, null, null, List.of(),
				List.of("byte[]", "java.util.HashMap$Node.value", "java.util.HashMap.table", "com.example.Cache.KEPT",
						"java.lang.Class"),
				Source.OLD_OBJECTS);

		assertThat(HeapEvidence.holder(List.of(line))).isEqualTo("com.example.Cache.KEPT");
		assertThat(HeapEvidence.holder(List.of(line(9, 0.9, Source.OLD_OBJECTS)))).isNull();
	}

	private HeapSuspects suspects(HeapEvidence kind) {
		return new HeapSeen(this.growing, this.histograms, this.noHistogram, this.objects, this.survived,
				this.noObjects, null, (objects) -> {
					this.asked.add(objects.objects().size());
					return List.of(line(objects.objects().size(), 1, Source.OLD_OBJECTS));
				}, (grown) -> this.weighed.getOrDefault(grown.name(), List.of()),
				(name) -> this.allocations.getOrDefault(name, List.of()), this.growsWithIt, null)
			.suspects(kind, NOW, BEGAN);
	}

	private static OldObjects objects(OldObject... objects) {
		return new OldObjects(NOW, List.of(objects), null, false, Duration.ZERO, Duration.ZERO);
	}

	private static OldObject old(String className, int seconds) {
		return new OldObject(className, 1_000, -1, Duration.ofSeconds(seconds), null, List.of(COMMIT), List.of());
	}

	private static GrowingClass grown(String name, int observations, List<String> explains, int loaders) {
		return new GrowingClass(name, observations, 400, 41_000_000, 900, 60e6, explains, loaders);
	}

	private static AllocationLine line(int samples, double share, Source source) {
		return new AllocationLine(COMMIT, null, "byte[]", samples, share, null, null, List.of(), List.of(), source);
	}

}
