package io.tidemark.planted.capture;

import io.tidemark.planted.Facade;

/** A stage that sees the facade. */
public class SeesFacade {

	protected Class<?> facade() {
		return Facade.class;
	}

}
