package io.tidemark.boot;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.tidemark.group.FamilyKey;
import io.tidemark.group.FamilyOrigin;
import io.tidemark.snapshot.Frame;
import io.tidemark.trend.Direction;
import io.tidemark.trend.Trend;
import io.tidemark.verdict.Grade;
import io.tidemark.verdict.Judgement;
import io.tidemark.verdict.LeakChange;
import io.tidemark.verdict.LeakVerdict;
import io.tidemark.verdict.Mute;
import io.tidemark.watch.ResourceKind;
import org.jspecify.annotations.Nullable;

/** Verdicts for tests; {@link #NOW} is when they are looked at. */
public final class Verdicts {

	public static final Instant NOW = Instant.parse("2026-11-21T15:00:00Z");

	private Verdicts() {
	}

	/** A group of 412 threads that has its grade for ten minutes, without a limit. */
	public static LeakVerdict threads(String name, Grade grade) {
		FamilyOrigin origin = new FamilyOrigin(new Frame("com.example.Orders", "price", "Orders.java", 42), false,
				"main", List.of(), 400);
		return new LeakVerdict("00000000000000" + (10 + Math.abs(name.hashCode() % 80)), ResourceKind.THREAD_GROUP,
				name, "threads", Map.of(), judgement(grade, 60, Duration.ofMinutes(10)), Double.NaN, "requests",
				new FamilyKey(name, "com.example.Orders.price", false), null, origin, null, null, null);
	}

	/** Something of the application that fills a limit of ten thousand in this time. */
	public static LeakVerdict custom(String name, String unit, Grade grade, @Nullable Duration left) {
		Judgement judgement = judgement(grade, 60, Duration.ofMinutes(10));
		return new LeakVerdict("00000000000000ff", ResourceKind.CUSTOM, name, unit, Map.of(), limited(judgement, left),
				(left != null) ? 10_000 : Double.NaN, null, null, null, null, null, null, null);
	}

	/** Something that is lent and comes back, without a limit. */
	public static LeakVerdict pool(String name, Grade grade) {
		return new LeakVerdict("00000000000000fe", ResourceKind.POOL, name, "connections", Map.of(),
				judgement(grade, 60, Duration.ofMinutes(10)), Double.NaN, null, null, null, null, null, null, null);
	}

	public static LeakVerdict muted(LeakVerdict verdict) {
		return new LeakVerdict(verdict.id(), verdict.kind(), verdict.name(), verdict.unit(), verdict.tags(),
				verdict.judgement(), verdict.limit(), verdict.load(), verdict.family(), verdict.signature(),
				verdict.origin(), verdict.advice(), verdict.suspects(),
				new Mute("*:" + verdict.name(), "ends with release 7", NOW.plus(Duration.ofDays(9))));
	}

	public static LeakVerdict judged(LeakVerdict verdict, Judgement judgement) {
		return new LeakVerdict(verdict.id(), verdict.kind(), verdict.name(), verdict.unit(), verdict.tags(), judgement,
				verdict.limit(), verdict.load(), verdict.family(), verdict.signature(), verdict.origin(),
				verdict.advice(), verdict.suspects(), verdict.mute());
	}

	/** A judgement of a floor that rises, or does not where growth is not known. */
	public static Judgement judgement(Grade grade, double growth, Duration age) {
		Trend trend = new Trend(Direction.RISING, Duration.ofHours(1), 36, growth, growth - 1, growth + 1, 0.001, 0);
		return new Judgement(grade, "Its floor rose from 12 to 412 within an hour", NOW.minus(age), Set.of(), trend,
				412, 400, null, null, null);
	}

	public static LeakChange change(Grade from, LeakVerdict verdict) {
		return new LeakChange(NOW, from, verdict);
	}

	private static Judgement limited(Judgement judgement, @Nullable Duration left) {
		return new Judgement(judgement.grade(), judgement.reason(), judgement.since(), judgement.signals(),
				judgement.trend(), judgement.value(), judgement.floor(), left, left, left);
	}

}
