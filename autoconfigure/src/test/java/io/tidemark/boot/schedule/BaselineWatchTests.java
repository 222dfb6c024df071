package io.tidemark.boot.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.tidemark.Tidemark;
import io.tidemark.capture.ThreadCapturer;
import io.tidemark.diff.KeptSnapshot;
import io.tidemark.diff.SnapshotStore;
import io.tidemark.jvm.FileLimits;
import io.tidemark.jvm.FlightRecorderGuard;
import io.tidemark.jvm.JvmFeatures;
import io.tidemark.origin.OriginRecorder;
import io.tidemark.origin.OriginSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BaselineWatchTests {

	private final Tidemark tidemark = new Tidemark(new ThreadCapturer(JvmFeatures.current()),
			new OriginRecorder(OriginSettings.DEFAULT, new FlightRecorderGuard(FileLimits.DEFAULT)),
			new SnapshotStore(4));

	private final SharedSnapshots snapshots = new SharedSnapshots(() -> this.tidemark.observe(Instant.now(), true),
			() -> null, Duration.ofSeconds(1), Duration.ofSeconds(10), System::nanoTime);

	private long threadsStarted;

	private final BaselineWatch watch = new BaselineWatch(this.tidemark, this.snapshots, () -> this.threadsStarted);

	@AfterEach
	void close() {
		this.snapshots.close();
	}

	@Test
	void theFirstBaselineIsTakenAtOnce() {
		this.watch.begin();

		assertThat(awaitCaptures()).singleElement().satisfies((kept) -> assertThat(kept.baseline()).isTrue());
	}

	@Test
	void theBaselineSettlesWhenNoThreadHasStartedForFiveLooks() {
		this.watch.begin();
		Instant ready = awaitCaptures().get(0).groups().time();
		this.watch.look();
		for (int i = 0; i < 4; i++) {
			this.watch.look();
		}
		assertThat(awaitCaptures().get(0).groups().time()).isEqualTo(ready);

		this.watch.look();

		assertThat(awaitCaptures().get(0).groups().time()).isAfter(ready);
	}

	@Test
	void threadsThatStartPutTheSettlingOffForAMinuteAtMost() {
		this.watch.begin();
		Instant ready = awaitCaptures().get(0).groups().time();
		for (int i = 0; i < 59; i++) {
			this.threadsStarted++;
			this.watch.look();
		}
		assertThat(awaitCaptures().get(0).groups().time()).isEqualTo(ready);

		this.threadsStarted++;
		this.watch.look();

		assertThat(awaitCaptures().get(0).groups().time()).isAfter(ready);
	}

	@Test
	void aBaselineThatSomebodyTookMeanwhileStays() {
		this.watch.begin();
		awaitCaptures();
		KeptSnapshot own = this.tidemark.baseline(this.snapshots.fresh());
		for (int i = 0; i < 6; i++) {
			this.watch.look();
		}

		assertThat(awaitCaptures()).filteredOn(KeptSnapshot::baseline)
			.singleElement()
			.satisfies((kept) -> assertThat(kept.id()).isEqualTo(own.id()));
	}

	/**
	 * The first may share a capture that was asked for before; when the second begins,
	 * whoever that one was for has it.
	 */
	private List<KeptSnapshot> awaitCaptures() {
		this.snapshots.fresh();
		this.snapshots.fresh();
		return this.tidemark.snapshots().kept();
	}

}
