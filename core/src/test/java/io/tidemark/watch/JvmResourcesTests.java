package io.tidemark.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

import io.tidemark.jvm.JvmReadings;
import io.tidemark.jvm.ResourceLimits;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

class JvmResourcesTests {

	private final ResourceLimits limits = new ResourceLimits();

	private final JvmResources jvm = new JvmResources(new JvmReadings(), this.limits);

	@Test
	void everythingThatTheJvmCountsIsAResource() {
		assertThat(this.jvm.resources()).extracting(WatchedResource::name, WatchedResource::kind)
			.contains(tuple("jvm.threads", ResourceKind.THREADS), tuple("jvm.classes", ResourceKind.METASPACE),
					tuple("jvm.metaspace", ResourceKind.METASPACE),
					tuple("jvm.buffers.direct", ResourceKind.DIRECT_BUFFERS),
					tuple("jvm.buffers.direct.count", ResourceKind.DIRECT_BUFFERS),
					tuple("jvm.buffers.mapped", ResourceKind.DIRECT_BUFFERS),
					tuple("jvm.buffers.mapped.count", ResourceKind.DIRECT_BUFFERS));
		assertThat(this.jvm.resources()).extracting(WatchedResource::id).doesNotHaveDuplicates();
	}

	@Test
	void everythingCanBeRead() {
		WatchedResources resources = new WatchedResources(Duration.ofSeconds(10), 64);
		this.jvm.resources().forEach(resources::add);
		resources.read(Instant.EPOCH, List.of());

		assertThat(resources.all()).extracting(WatchedSeries::problem).containsOnlyNulls();
	}

	@Test
	void limitOfDirectBuffersIsNamed() {
		WatchedResource direct = this.jvm.resources()
			.stream()
			.filter((each) -> each.name().equals("jvm.buffers.direct"))
			.findFirst()
			.orElseThrow();

		assertThat(direct.limit().getAsDouble()).isEqualTo(Objects.requireNonNull(this.limits.directMemory()).value());
		assertThat(direct.limitName()).isEqualTo(Objects.requireNonNull(this.limits.directMemory()).name());
	}

	@Test
	void heapIsNoResourceUntilSomebodyKnowsWhatIsLive() {
		assertThat(this.jvm.resources()).extracting(WatchedResource::kind).doesNotContain(ResourceKind.HEAP);

		WatchedResource heap = this.jvm.heap(() -> 5_000);

		assertThat(heap.kind()).isEqualTo(ResourceKind.HEAP);
		assertThat(heap.reading().getAsDouble()).isEqualTo(5_000);
		assertThat(heap.limit().getAsDouble()).isPositive();
	}

	@Test
	void virtualThreadsAreCountedByWhoeverKnowsThem() {
		WatchedResource threads = JvmResources.virtualThreads(() -> 12_000);

		assertThat(threads.kind()).isEqualTo(ResourceKind.VIRTUAL_THREADS);
		assertThat(threads.reading().getAsDouble()).isEqualTo(12_000);
	}

}
