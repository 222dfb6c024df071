package io.tidemark.benchmarks.drift;

import java.util.SplittableRandom;

/**
 * What a reading of the live heap has beside what the load needs, as a share of it.
 */
enum HeapNoise {

	/** Independent. */
	WHITE {
		@Override
		double next(State state, double size) {
			return size * state.random.nextGaussian();
		}
	},

	/** Each like the one before, correlation 0.9. */
	ALIKE {
		@Override
		double next(State state, double size) {
			state.value = 0.9 * state.value + Math.sqrt(1 - 0.81) * state.random.nextGaussian();
			return size * state.value;
		}
	},

	/** Garbage that collections leave, until one of them takes it: never below 0. */
	SAWTOOTH {
		@Override
		double next(State state, double size) {
			state.value += state.slope;
			if (state.value > state.top) {
				state.value = 0;
				state.top = 0.5 + state.random.nextDouble();
				state.slope = (0.5 + state.random.nextDouble()) / (4 + state.random.nextInt(20));
			}
			return size * (3 * state.value + 0.3 * state.random.nextGaussian());
		}
	},

	/**
	 * Now and then up to a quarter more for at most 15 minutes, which no load explains.
	 */
	REPORTS {
		@Override
		double next(State state, double size) {
			state.left--;
			if (state.left < -6 && state.random.nextInt(288) == 0) {
				state.left = 1 + state.random.nextInt(3);
				state.top = 0.05 + 0.2 * state.random.nextDouble();
			}
			return ALIKE.next(state, size) + ((state.left > 0) ? state.top : 0);
		}
	};

	abstract double next(State state, double size);

	/** What one service remembers. */
	static final class State {

		final SplittableRandom random;

		double value;

		double slope = 0.1;

		double top = 1;

		int left;

		State(SplittableRandom random) {
			this.random = random;
		}

	}

}
