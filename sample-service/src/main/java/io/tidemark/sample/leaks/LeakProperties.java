package io.tidemark.sample.leaks;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How much may be leaked.
 *
 * @param cap Faults that each scenario may hold at a time, so that nobody stops a laptop
 * by mistake.
 */
@ConfigurationProperties("sample.leaks")
record LeakProperties(@DefaultValue("500") int cap) {

	private static final int MOST = 20_000;

	LeakProperties {
		Assert.isTrue(cap >= 1 && cap <= MOST,
				() -> "sample.leaks.cap: expected faults from 1 to %d, found %d".formatted(MOST, cap));
	}

}
