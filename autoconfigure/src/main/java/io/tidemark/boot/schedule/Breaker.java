package io.tidemark.boot.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

import io.tidemark.jvm.PartState;
import org.jspecify.annotations.Nullable;

/**
 * Keeps Tidemark within its {@link Budget}: steps down the part that costs most when the
 * last minute cost too much, and lets it work again after a while that doubles each time,
 * from one minute to an hour. The cheapest part, the last in the list, is kept whatever
 * happens. Called by the schedule's thread only.
 *
 * @since 0.1.0
 */
public final class Breaker {

	private static final Duration SHORTEST_REST = Duration.ofMinutes(1);

	private static final Duration LONGEST_REST = Duration.ofHours(1);

	private final Budget budget;

	private final List<ObserverPart> parts;

	private final Deque<Reading> readings = new ArrayDeque<>();

	private final Map<ObserverPart, Rest> resting = new HashMap<>();

	/**
	 * @param budget what may be used
	 * @param parts the parts, the dearest first; the last one is never stepped down
	 */
	public Breaker(Budget budget, List<ObserverPart> parts) {
		this.budget = budget;
		this.parts = List.copyOf(parts);
	}

	/**
	 * Reads what the parts cost and decides. To be called every few seconds.
	 * @param now the time
	 * @return what was decided, empty for most calls
	 */
	public List<Decision> check(Instant now) {
		Reading reading = Reading.of(now, this.parts);
		this.readings.addLast(reading);
		while (this.readings.size() > 1 && this.readings.getFirst().time().isBefore(now.minus(Budget.WINDOW))) {
			this.readings.removeFirst();
		}
		List<Decision> decisions = new ArrayList<>(resume(now));
		Decision decision = stepDown(now, reading);
		if (decision != null) {
			decisions.add(decision);
		}
		return decisions;
	}

	private @Nullable Decision stepDown(Instant now, Reading reading) {
		for (ObserverPart part : steppable()) {
			long failures = used(reading, part, Cost::failures);
			if (failures >= this.budget.failures()) {
				return rest(now, part, "it failed %d times within a minute, %d are allowed".formatted(failures,
						this.budget.failures()));
			}
		}
		long cpu = total(reading, Cost::cpuNanos);
		if (cpu > this.budget.cpu().toNanos()) {
			return rest(now, dearest(reading, Cost::cpuNanos),
					"Tidemark used %d ms of CPU within a minute, %d ms are allowed".formatted(cpu / 1_000_000,
							this.budget.cpu().toMillis()));
		}
		long pause = total(reading, Cost::pauseNanos);
		if (pause > this.budget.pause().toNanos()) {
			return rest(now, dearest(reading, Cost::pauseNanos),
					"Tidemark stopped the application for up to %d ms within a minute, %d ms are allowed"
						.formatted(pause / 1_000_000, this.budget.pause().toMillis()));
		}
		return null;
	}

	private @Nullable Decision rest(Instant now, @Nullable ObserverPart part, String because) {
		if (part == null) {
			return null;
		}
		Rest before = this.resting.get(part);
		Duration length = (before != null) ? shorter(before.length().multipliedBy(2), LONGEST_REST) : SHORTEST_REST;
		this.resting.put(part, new Rest(now.plus(length), length));
		String sentence = "%s; it rests for %d s".formatted(because, length.toSeconds());
		part.stepDown(sentence);
		// what was used so far has been paid for: the others are judged by what comes
		this.readings.clear();
		return new Decision(part, false, sentence);
	}

	private List<Decision> resume(Instant now) {
		List<Decision> decisions = new ArrayList<>();
		for (ObserverPart part : this.parts) {
			Rest rest = this.resting.get(part);
			if (rest != null && !part.works() && !now.isBefore(rest.until())) {
				part.resume();
				decisions.add(new Decision(part, true, "it rested for %d s".formatted(rest.length().toSeconds())));
			}
			else if (rest != null && part.works() && now.isAfter(rest.until().plus(LONGEST_REST))) {
				this.resting.remove(part);
			}
		}
		return decisions;
	}

	private List<ObserverPart> steppable() {
		return this.parts.subList(0, this.parts.size() - 1).stream().filter(ObserverPart::works).toList();
	}

	private @Nullable ObserverPart dearest(Reading reading, ToLongFunction<Cost> cost) {
		ObserverPart dearest = null;
		for (ObserverPart part : steppable()) {
			long used = used(reading, part, cost);
			if (used > 0 && (dearest == null || used > used(reading, dearest, cost))) {
				dearest = part;
			}
		}
		return dearest;
	}

	private long total(Reading reading, ToLongFunction<Cost> cost) {
		return this.parts.stream().mapToLong((part) -> used(reading, part, cost)).sum();
	}

	private long used(Reading reading, ObserverPart part, ToLongFunction<Cost> cost) {
		Reading oldest = (this.readings.isEmpty()) ? reading : this.readings.getFirst();
		return cost.applyAsLong(reading.costs().get(part)) - cost.applyAsLong(oldest.costs().get(part));
	}

	private static Duration shorter(Duration one, Duration other) {
		return (one.compareTo(other) < 0) ? one : other;
	}

	/**
	 * A part was stepped down or works again.
	 *
	 * @param part the part
	 * @param works whether it works now
	 * @param because the reason as a sentence
	 */
	public record Decision(ObserverPart part, boolean works, String because) {

	}

	private record Rest(Instant until, Duration length) {

	}

	private record Cost(long cpuNanos, long pauseNanos, long failures) {

	}

	private record Reading(Instant time, Map<ObserverPart, Cost> costs) {

		static Reading of(Instant now, List<ObserverPart> parts) {
			Map<ObserverPart, Cost> costs = new HashMap<>();
			for (ObserverPart part : parts) {
				PartState state = part.state();
				long cpu = part.onRequest() ? 0 : part.cpu().toNanos();
				long pause = part.hasOwnBudget() ? 0 : state.pause().toNanos();
				costs.put(part, new Cost(cpu, pause, part.failures()));
			}
			return new Reading(now, costs);
		}

	}

}
