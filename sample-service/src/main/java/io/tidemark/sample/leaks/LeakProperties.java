package io.tidemark.sample.leaks;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How much may be leaked.
 *
 * @param cap Faults that each scenario may hold at a time, so that nobody stops a laptop
 * by mistake.
 * @param virtualCap Faults that a scenario of virtual threads may hold at a time; they
 * are cheaper.
 * @param memoryCap Faults that a scenario of memory may hold at a time, about 64 KiB
 * each; nobody finds a leak of heap that ends after a few megabytes.
 */
@ConfigurationProperties("sample.leaks")
record LeakProperties(@DefaultValue("500") int cap, @DefaultValue("10000") int virtualCap,
		@DefaultValue("2000") int memoryCap) {

	private static final int MOST = 20_000;

	/** The JVM needs 43 s and 1.4 GB of disk for a dump of so many. */
	private static final int MOST_VIRTUAL = 1_000_000;

	/** Of 64 KiB: 1.2 GiB. */
	private static final int MOST_MEMORY = 20_000;

	LeakProperties {
		requireBetween("sample.leaks.cap", MOST, cap);
		requireBetween("sample.leaks.virtual-cap", MOST_VIRTUAL, virtualCap);
		requireBetween("sample.leaks.memory-cap", MOST_MEMORY, memoryCap);
	}

	private static void requireBetween(String property, int most, int found) {
		Assert.isTrue(found >= 1 && found <= most,
				() -> "%s: expected faults from 1 to %d, found %d".formatted(property, most, found));
	}

}
