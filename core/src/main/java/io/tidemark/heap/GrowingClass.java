package io.tidemark.heap;

import java.util.List;

/**
 * A class of which there were more objects in each of several histograms than in the one
 * before.
 *
 * @param name name of the class
 * @param observations number of histograms in which it grew, one after the other
 * @param instancesGained objects that came from the first of them to the last
 * @param bytesGained bytes that came, those of the arrays that it explains included
 * @param instances objects in the newest
 * @param bytesPerHour bytes that came, by the hour; NaN for a class that stands for
 * memory outside the heap, which its bytes do not tell
 * @param explains arrays and classes of the JDK whose growth is credited to it
 * @param loaders how many classes of this name there are in the newest, each of another
 * class loader
 * @since 0.1.0
 */
public record GrowingClass(String name, int observations, long instancesGained, long bytesGained, long instances,
		double bytesPerHour, List<String> explains, int loaders) {

	public GrowingClass {
		explains = List.copyOf(explains);
	}

}
