package io.tidemark.planted;

/** Stands where the facade stands. */
public final class Facade {

	private Facade() {
	}

}
