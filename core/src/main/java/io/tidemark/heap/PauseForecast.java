package io.tidemark.heap;

import java.time.Duration;

/**
 * For how long something would stop the application if it was done now.
 *
 * @param pause the forecast
 * @param basis what it is based on, as a sentence
 * @since 0.1.0
 */
public record PauseForecast(Duration pause, String basis) {

}
