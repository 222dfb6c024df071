package io.tidemark.planted.diff;

import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;

/** Time that is no argument. */
class AsksTheClock {

	Instant now() {
		return Instant.now();
	}

	long nanos() {
		return System.nanoTime();
	}

	Clock clock() {
		return Clock.systemUTC();
	}

	Supplier<Long> byReference() {
		return System::currentTimeMillis;
	}

}
