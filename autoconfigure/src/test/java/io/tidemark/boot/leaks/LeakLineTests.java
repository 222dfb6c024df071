package io.tidemark.boot.leaks;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.tidemark.boot.Verdicts;
import io.tidemark.heap.AllocationLine;
import io.tidemark.heap.AllocationLine.Source;
import io.tidemark.heap.GrowingClass;
import io.tidemark.heap.HeapSuspects;
import io.tidemark.snapshot.Frame;
import io.tidemark.verdict.Grade;
import io.tidemark.verdict.LeakVerdict;
import io.tidemark.watch.ResourceKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LeakLineTests {

	private static final Frame COMMIT = new Frame("com.example.Cache", "commit", "Cache.java", 55);

	@Test
	void aLeakOfMemoryNamesClassAndLineAndHolder() {
		HeapSuspects suspects = new HeapSuspects(Verdicts.NOW,
				List.of(new GrowingClass("com.example.Order", 2, 400, 41_000_000, 900, 60e6, List.of(), 1)),
				List.of(from(null), from(COMMIT)), "cache.size (cache=orders), which grows with it", null, null);

		assertThat(line(suspects)).contains("heap 'jvm.heap.live'", "; grows: com.example.Order",
				"; allocated at com.example.Cache.commit(Cache.java:55)",
				"; held by cache.size (cache=orders), which grows with it");
	}

	@Test
	void whatIsNotKnownIsNotNamed() {
		assertThat(line(new HeapSuspects(Verdicts.NOW, List.of(), List.of(), null, null, "Nobody looked.")))
			.doesNotContain("grows: ", "allocated at", "held by");
		assertThat(line(null)).doesNotContain("grows: ");
	}

	private static String line(@Nullable HeapSuspects suspects) {
		LeakVerdict heap = new LeakVerdict("00000000000000a1", ResourceKind.HEAP, "jvm.heap.live", "bytes", Map.of(),
				Verdicts.judgement(Grade.PROBABLE, 60e6, Duration.ofMinutes(10)), Double.NaN, null, null, null, null,
				null, suspects, null);
		return new LeakLine(new LeakVerdictChanged(Verdicts.NOW, Grade.SUSPECTED, heap), "/actuator/leaks").toString();
	}

	private static AllocationLine from(@Nullable Frame frame) {
		return new AllocationLine(frame, null, "byte[]", 20, 0.71, null, null, List.of(), List.of(),
				Source.OLD_OBJECTS);
	}

}
