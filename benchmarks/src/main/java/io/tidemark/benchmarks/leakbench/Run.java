package io.tidemark.benchmarks.leakbench;

import java.util.List;
import java.util.SplittableRandom;

/**
 * One run of one case, the same for all contenders.
 *
 * @param drawnFrom the case
 * @param seed seed of the whole
 * @param number which run of the case it is, from 0
 */
record Run(BenchCase drawnFrom, long seed, int number) {

	/** Lets all contenders read it; one outcome for each. */
	List<Outcome> play(List<Contender> contenders) {
		Simulation simulation = simulation();
		List<Observer> observers = contenders.stream()
			.map((contender) -> new Observer(contender.start().apply(simulation.known())))
			.toList();
		boolean done = false;
		while (!simulation.isOver() && !done) {
			Reading reading = simulation.next();
			done = true;
			for (Observer observer : observers) {
				if (!observer.isDone()) {
					observer.read(reading, simulation.elapsed(), simulation.begin());
					done &= observer.isDone();
				}
			}
		}
		return observers.stream().map(Observer::outcome).toList();
	}

	/** The readings, from the beginning. */
	Simulation simulation() {
		SplittableRandom mixer = new SplittableRandom(this.seed ^ (long) this.drawnFrom.name().hashCode() << 32);
		return this.drawnFrom.draw(new SplittableRandom(mixer.nextLong() + this.number * 0x9E3779B97F4A7C15L));
	}

}
