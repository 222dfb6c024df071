package io.tidemark.planted.diff;

import one.convert.FlameGraph;

/** A library that only reports may use. */
interface DrawsPictures {

	FlameGraph picture();

}
