package io.tidemark.boot.metrics;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ApplicationMetricsTests {

	@Test
	void theVersionIsATagOfASeriesThatIsAlwaysOne() {
		assertThat(scrape("3.1.4", List.of("G1 Young Generation", "G1 Old Generation")).samples())
			.containsExactly("tidemark_application_info{collector=\"g1\",jdk=\"25.0.3\",version=\"3.1.4\"} 1");
	}

	@Test
	void aVersionThatIsNotKnownIsCalledSo() {
		assertThat(scrape(" ", List.of()).samples())
			.containsExactly("tidemark_application_info{collector=\"other\",jdk=\"25.0.3\",version=\"unknown\"} 1");
	}

	@Test
	void everyCollectorIsKnownByItsBeans() {
		assertThat(collector("ZGC Minor Cycles", "ZGC Minor Pauses", "ZGC Major Cycles")).isEqualTo("zgc");
		assertThat(collector("Shenandoah Pauses", "Shenandoah Cycles")).isEqualTo("shenandoah");
		assertThat(collector("PS MarkSweep", "PS Scavenge")).isEqualTo("parallel");
		assertThat(collector("Copy", "MarkSweepCompact")).isEqualTo("serial");
		assertThat(collector("GPGC New")).isEqualTo("other");
		assertThat(collector(ManagementFactory.getGarbageCollectorMXBeans()
			.stream()
			.map(GarbageCollectorMXBean::getName)
			.toArray(String[]::new))).isNotEqualTo("other");
	}

	private static String collector(String... beans) {
		return scrape("1", List.of(beans)).samples().get(0).replaceAll(".*collector=\"|\".*", "");
	}

	private static Scrape scrape(String version, Collection<String> beans) {
		return new Scrape(new ApplicationMetrics(version, "25.0.3", beans));
	}

}
