package io.tidemark.planted.util;

/** A package that is on no map. */
public final class StringHelper {

	private StringHelper() {
	}

}
