package io.tidemark.watch;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WatchedResourceTests {

	private final WatchedResource threads = WatchedResource.of("jvm.threads", "threads", () -> 12);

	@Test
	void limitSaysWhereItComesFrom() {
		WatchedResource limited = this.threads.withLimit(() -> "pids.max of the container", () -> 4_096);

		assertThat(limited.withTag("a", "b").withLoad(null).limitName()).isEqualTo("pids.max of the container");
		assertThat(limited.limit().getAsDouble()).isEqualTo(4_096);
	}

	@Test
	void limitHasNoNameWhereOnlyItsNumberIsKnown() {
		assertThat(this.threads.limitName()).isNull();
		assertThat(this.threads.withLimit(4_096).limitName()).isNull();
	}

}
