package io.tidemark.boot.autoconfigure;

import io.tidemark.LeakSettings;
import io.tidemark.watch.Closeables;
import io.tidemark.watch.OwnedThreads;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * {@link AutoConfiguration Auto-configuration} of what an application injects, for when
 * verdicts are off: whoever switches Tidemark off during an incident must not find that
 * the application does not start without it. Nobody reads them then, and they stay within
 * their bounds.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = TidemarkLeaksAutoConfiguration.class)
@Lazy
public final class TidemarkProofAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	Closeables tidemarkUnreadCloseables() {
		return new Closeables();
	}

	@Bean
	@ConditionalOnMissingBean
	OwnedThreads tidemarkUnreadOwnedThreads() {
		return new OwnedThreads(LeakSettings.DEFAULT.grace());
	}

}
