package io.tidemark.heap;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What the garbage collector makes of the leak profiler.
 *
 * @param beans names of the collector's beans
 * @param feature feature release of the JDK
 */
record ProfiledCollector(List<String> beans, int feature) {

	static ProfiledCollector ofThisJvm() {
		return new ProfiledCollector(
				ManagementFactory.getGarbageCollectorMXBeans().stream().map(GarbageCollectorMXBean::getName).toList(),
				Runtime.version().feature());
	}

	/**
	 * Why the profiler must not run here, or {@code null} if it may. Generational ZGC
	 * looks at the profiler's weak references in major collections only, so that what it
	 * samples cannot die before: at 300 MB/s of 2 MB arrays in 512 MB that made 24
	 * allocation stalls in 15 s instead of none and 2.3 times the CPU time. Later JDKs
	 * switch the event off (JDK-8382740).
	 */
	@Nullable String harm() {
		return this.beans.contains("ZGC Major Cycles") ? "generational ZGC keeps alive what the JVM's leak profiler "
				+ "samples until a major collection (JDK-8375615), so it is left off; samples of allocations tell lines"
				: null;
	}

	/** Why there are few samples or none. */
	String whyFew(int samples) {
		String what = (samples == 0) ? "no objects" : "few objects";
		if (this.beans.contains("Shenandoah Cycles") && this.feature > 17) {
			return "the JVM's leak profiler tells of no objects with Shenandoah on JDK " + this.feature
					+ "; samples of allocations tell lines";
		}
		if (this.beans.contains("Copy") || this.beans.contains("PS Scavenge")) {
			return "the JVM's leak profiler has sampled " + what
					+ ", of which it samples least with Serial and Parallel";
		}
		return "the JVM's leak profiler has sampled " + what
				+ " that live and were there when garbage was looked for last; it samples since it was started";
	}

}
