package io.tidemark.boot.resources;

import io.tidemark.origin.SubmittedTasks;
import io.tidemark.origin.TaskSettings;
import io.tidemark.watch.ResourceKind;
import io.tidemark.watch.WatchedResource;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class JvmSourceTests {

	private final SubmittedTasks tasks = new SubmittedTasks(TaskSettings.DEFAULT);

	private final JvmSource source = new JvmSource(() -> this.tasks, () -> null);

	@Test
	void whatTheJvmHoldsIsOffered() {
		assertThat(this.source.resources()).extracting(WatchedResource::name)
			.contains("jvm.threads", "jvm.classes", "jvm.metaspace", "jvm.buffers.direct", "jvm.buffers.mapped");
		assertThat(this.source.resources())
			.allSatisfy((resource) -> assertThat(resource.reading().getAsDouble()).isNotNegative());
	}

	@Test
	void virtualThreadsAreNotOfferedBeforeOneRan() {
		assertThat(this.source.resources()).extracting(WatchedResource::kind)
			.doesNotContain(ResourceKind.VIRTUAL_THREADS);
	}

	@Test
	void everythingIsOfferedAgainUnderItsId() {
		assertThat(this.source.resources()).extracting(WatchedResource::id)
			.containsExactlyElementsOf(this.source.resources().stream().map(WatchedResource::id).toList());
	}

}
