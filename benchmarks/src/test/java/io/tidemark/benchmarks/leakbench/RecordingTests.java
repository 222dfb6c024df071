package io.tidemark.benchmarks.leakbench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;

import io.tidemark.verdict.Grade;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class RecordingTests {

	private static final String RECORDED = """
			# command: java -jar sample.jar
			# fault: thread-group pool-*-thread-* from 20
			# also grows: threads all from 20
			seconds,kind,name,value,load,stagnant,limit,still
			0,thread-group,pool-*-thread-*,3,1.5,0,,2
			0,threads,all,30,1.5,,200,
			10,thread-group,pool-*-thread-*,4,,0,,2
			10,threads,all,,1.5,,200,
			20,thread-group,pool-*-thread-*,60,1.5,50,,2
			20,threads,all,90,1.5,,200,
			""";

	@Test
	void aResourceHasItsReadingsAndItsTruth() throws IOException {
		Recording recording = read(RECORDED);

		Recording.Series pool = recording.series().get(0);
		assertThat(pool.resource()).isEqualTo("thread-group pool-*-thread-*");
		assertThat(pool.faultFrom()).isEqualTo(20);
		assertThat(pool.known()).isEqualTo(new Contender.Known(4, true));
		assertThat(pool.readings()).hasSize(3).contains(new Reading(20, 20, 60, 1.5, 50, 0, Double.NaN, false));
	}

	@Test
	void whatIsEmptyIsMissing() throws IOException {
		Recording.Series all = read(RECORDED).series().get(1);

		assertThat(all.readings().get(1).value()).isNaN();
		assertThat(all.known()).isEqualTo(new Contender.Known(30, false));
		assertThat(all.growsFrom()).isEqualTo(20);
	}

	@Test
	void howOftenAFaultWasCommittedGrowsWithIt() throws IOException {
		Recording recording = read("""
				# fault: thread-group pool-*-thread-* from 20
				# scenario: executor-per-request every 20 s
				0,custom,executor-per-request,0,,,
				""");

		assertThat(recording.series().get(0).growsFrom()).isEqualTo(20);
	}

	@Test
	void aLineThatIsTooShortIsToldWithItsNumber() {
		assertThatIllegalArgumentException().isThrownBy(() -> read("# a\n1,2,3"))
			.withMessage(
					"Line 2 of the recording: expected seconds,kind,name,value,load,stagnant,limit, found '1,2,3'");
	}

	@Test
	void whatGrowsWithALeakIsNoFalseAlarm() throws IOException {
		Contender planted = new Contender("planted", "planted", true,
				(known) -> (reading) -> reading.value() > 50 ? Grade.PROBABLE : Grade.CLEAR);

		String text = new Replay(List.of(read(RECORDED))).text(List.of(planted));

		assertThat(text).containsPattern("planted +1 of 1 +0 ");
	}

	@Test
	void whatIsAccusedBeforeItLeaksIsAFalseAlarm() throws IOException {
		Contender planted = new Contender("planted", "planted", true, (known) -> (reading) -> Grade.PROBABLE);

		String text = new Replay(List.of(read(RECORDED))).text(List.of(planted));

		assertThat(text).containsPattern("planted +1 of 1 +2 ");
	}

	private static Recording read(String text) throws IOException {
		return Recording.read("recorded.csv", new BufferedReader(new StringReader(text)));
	}

}
