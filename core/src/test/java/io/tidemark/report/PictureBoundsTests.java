package io.tidemark.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import io.tidemark.diff.KeptSnapshot;
import io.tidemark.diff.SnapshotDiff;
import io.tidemark.diff.SnapshotDiffer;
import io.tidemark.group.StackGrouper;
import io.tidemark.snapshot.Frame;
import io.tidemark.snapshot.ObservedThread;
import io.tidemark.snapshot.StackTrace;
import io.tidemark.snapshot.ThreadSnapshot;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Pictures of as much as a snapshot can hold: 2,600 threads at as many places, 300 frames
 * deep, in 1,300 groups, and a later one in which all of them are others.
 */
class PictureBoundsTests {

	private static final int GROUPS = 1_300;

	private static final int KEPT_STACKS = 2_000;

	private static final KeptSnapshot BEFORE = kept("s1", "a");

	private static final KeptSnapshot AFTER = kept("s2", "b");

	private static final SnapshotDiff DIFF = new SnapshotDiffer().diff(BEFORE, AFTER);

	@Test
	void foldedStacksHaveALineForEachKeptPlaceAndOneForEachRest() {
		FoldedReport report = new FoldedReport();

		List<String> lines = report.snapshot(AFTER).lines().toList();

		assertThat(lines).hasSize(KEPT_STACKS + 1)
			.allMatch((line) -> line.split(";").length <= 2 + 256)
			.contains("[other%20groups] 600");
		assertThat(lines.stream().mapToInt((line) -> Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1))).sum())
			.isEqualTo(2 * GROUPS);
		assertThat(report.diff(DIFF).lines()).hasSize(2 * KEPT_STACKS + 1);
	}

	@Test
	void profileHasASampleForEachKeptPlaceAndOneForEachRest() throws IOException {
		PprofReport report = new PprofReport();

		assertThat(DecodedProfile.of(report.snapshot(AFTER)).sampleCount()).isEqualTo(KEPT_STACKS + 1);
		assertThat(DecodedProfile.of(report.diff(DIFF)).sampleCount()).isEqualTo(2 * KEPT_STACKS);
	}

	@Test
	void flameGraphIsWrittenWhole() {
		String html = new FlameGraphReport().diff(DIFF, Incident.context());

		assertThat(html).endsWith("</body></html>\n").contains("2000 stacks vanished");
	}

	private static KeptSnapshot kept(String id, String className) {
		List<ObservedThread> threads = new ArrayList<>();
		for (int i = 0; i < 2 * GROUPS; i++) {
			List<Frame> frames = new ArrayList<>(Incident.frames("c.Same", 300));
			frames.set(0, new Frame(className + ".C" + i, "wait", "C.java", 1));
			threads.add(new ObservedThread(i, name(i % GROUPS), false, false, Thread.State.WAITING,
					new StackTrace(frames, false), null, null, null, null));
		}
		ThreadSnapshot snapshot = new ThreadSnapshot(Incident.TIME, threads, Incident.COST);
		return new KeptSnapshot(id, null, id.equals("s1"), new StackGrouper().group(snapshot, null));
	}

	/** In letters, because digits would make one group of all. */
	private static String name(int group) {
		return "w" + (char) ('a' + group / 676) + (char) ('a' + group / 26 % 26) + (char) ('a' + group % 26);
	}

}
