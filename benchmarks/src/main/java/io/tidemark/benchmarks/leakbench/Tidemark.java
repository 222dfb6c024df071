package io.tidemark.benchmarks.leakbench;

import java.time.Duration;
import java.time.Instant;

import io.tidemark.verdict.Circumstances;
import io.tidemark.verdict.Grade;
import io.tidemark.verdict.Judgement;
import io.tidemark.verdict.LeakLadder;
import io.tidemark.verdict.Signature;
import io.tidemark.watch.ResourceSeries;

import org.jspecify.annotations.Nullable;

/**
 * Tidemark's own verdict: the series and the ladder of one resource, as the engine has
 * them, with the defaults of the starter. A restart of the process keeps nothing.
 */
final class Tidemark implements Detector {

	private static final Instant MONDAY = Instant.parse("2026-03-02T00:00:00Z");

	private static final Signature KNOWN_MISTAKE = new Signature("executor-per-call", "An executor for each call",
			"its threads are of many pools", "Make one executor.", "docs/leaks/executor-per-call.md", 0);

	private final int readingsPerJudgement;

	private final boolean idleCounts;

	private final boolean members;

	private ResourceSeries series = fresh();

	private LeakLadder ladder = new LeakLadder();

	private int readings;

	private long age;

	private @Nullable Judgement judgement;

	private Tidemark(int readingsPerJudgement, boolean idleCounts, boolean members) {
		this.readingsPerJudgement = readingsPerJudgement;
		this.idleCounts = idleCounts;
		this.members = members;
	}

	/**
	 * @param secondsPerJudgement seconds between two judgements
	 * @param idleCounts whether members that wait for work count as standing still
	 */
	static Contender contender(int secondsPerJudgement, boolean idleCounts) {
		return new Contender("tidemark", idleCounts ? "tidemark, idle counts" : "tidemark", true,
				(known) -> new Tidemark(Math.max(1, secondsPerJudgement / Simulation.STEP), idleCounts,
						known.members()));
	}

	@Override
	public Grade read(Reading reading) {
		if (reading.age() < this.age) {
			this.series = fresh();
			this.ladder = new LeakLadder();
			this.judgement = null;
		}
		this.age = reading.age();
		Instant now = MONDAY.plusSeconds(reading.second());
		this.series.add(now, reading.value(), reading.load(),
				reading.stagnant() - (this.idleCounts ? 0 : reading.idle()));
		if (this.readings++ % this.readingsPerJudgement == 0) {
			this.judgement = this.ladder.judge(now, this.series, circumstances(reading));
		}
		return (this.judgement != null) ? this.judgement.grade() : Grade.CLEAR;
	}

	/** The last judgement, or {@code null} if there is none yet. */
	@Nullable Judgement judgement() {
		return this.judgement;
	}

	private Circumstances circumstances(Reading reading) {
		return new Circumstances(Duration.ofSeconds(reading.age()), null, null,
				reading.signature() ? KNOWN_MISTAKE : null, null, null, reading.limit(), this.members);
	}

	private static ResourceSeries fresh() {
		return new ResourceSeries(Duration.ofSeconds(Simulation.STEP));
	}

}
