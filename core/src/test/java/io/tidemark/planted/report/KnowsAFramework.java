package io.tidemark.planted.report;

import org.junit.jupiter.api.function.Executable;

/** A library that the engine may not have. */
interface KnowsAFramework extends Executable {

}
