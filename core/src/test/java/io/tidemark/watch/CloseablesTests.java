package io.tidemark.watch;

import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CloseablesTests {

	private static final Instant NOW = Instant.parse("2026-11-21T12:00:00.123Z");

	private final Closeables closeables = new Closeables();

	@Test
	void oneThatIsCollectedUnclosedIsAProof() {
		this.closeables.register("report-stream", new Object());
		this.closeables.register("report-stream", new Object());

		Garbage.collectUntil(() -> this.closeables.proofs(NOW).stream().anyMatch((proof) -> proof.count() == 2));

		assertThat(this.closeables.proofs(NOW)).singleElement().satisfies((proof) -> {
			assertThat(proof.name()).isEqualTo("report-stream");
			assertThat(proof.sentence())
				.isEqualTo("2 of 'report-stream' were collected without being closed, seen at 2026-11-21T12:00:00Z");
			assertThat(proof.threads()).isEmpty();
		});
		assertThat(this.closeables.open()).isZero();
	}

	@Test
	void oneThatWasClosedIsNoProof() {
		Object stream = new Object();
		WeakReference<Object> reference = new WeakReference<>(stream);
		this.closeables.register("report-stream", stream).closed();
		stream = null;

		Garbage.collectUntil(() -> reference.get() == null);

		assertThat(this.closeables.proofs(NOW)).isEmpty();
		assertThat(this.closeables.open()).isZero();
	}

	@Test
	void oneThatIsInUseIsNoProof() {
		Object held = new Object();
		this.closeables.register("held", held);
		this.closeables.register("lost", new Object());

		Garbage.collectUntil(() -> !this.closeables.proofs(NOW).isEmpty());

		assertThat(this.closeables.proofs(NOW)).extracting(Proof::name).containsExactly("lost");
		assertThat(held).isNotNull();
	}

	@Test
	void aProofIsToldForAnHour() {
		this.closeables.register("report-stream", new Object());
		Garbage.collectUntil(() -> !this.closeables.proofs(NOW).isEmpty());

		assertThat(this.closeables.proofs(NOW.plusSeconds(3_600))).hasSize(1);
		assertThat(this.closeables.proofs(NOW.plusSeconds(3_601))).isEmpty();
	}

	@Test
	void thoseBeyondTheBoundAreCountedAndNotWatched() {
		List<Object> open = new ArrayList<>();
		for (int i = 0; i < Closeables.MOST + 5; i++) {
			Object stream = new Object();
			open.add(stream);
			this.closeables.register("report-stream", stream);
		}

		assertThat(this.closeables.open()).isEqualTo(Closeables.MOST);
		assertThat(this.closeables.beyond()).isEqualTo(5);
		assertThat(open).hasSize(Closeables.MOST + 5);
	}

	@Test
	void namesBeyondTheBoundAreToldTogether() {
		for (int i = 0; i < Closeables.NAMES + 7; i++) {
			this.closeables.register("stream-" + i, new Object());
		}

		Garbage.collectUntil(() -> {
			this.closeables.proofs(NOW);
			return this.closeables.open() == 0;
		});

		assertThat(this.closeables.proofs(NOW)).hasSize(Closeables.NAMES + 1)
			.filteredOn((proof) -> proof.name().equals("others"))
			.singleElement()
			.extracting(Proof::count)
			.isEqualTo(7);
	}

	@Test
	void aNameIsNeeded() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.closeables.register(" ", this))
			.withMessage("name of a closeable must not be blank, found ' '");
	}

}
