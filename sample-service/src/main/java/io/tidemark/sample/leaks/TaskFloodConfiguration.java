package io.tidemark.sample.leaks;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

@Configuration(proxyBeanMethods = false)
class TaskFloodConfiguration {

	static final String EXECUTOR = "thumbnailExecutor";

	/** A minute of five sources. */
	private static final int QUEUE = 20_000;

	private static final int THREADS = 2;

	/** No candidate by default: Boot's own executor would make way for it. */
	@Bean(name = EXECUTOR, defaultCandidate = false)
	ThreadPoolTaskExecutor thumbnailExecutor() {
		ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
		executor.setThreadNamePrefix("thumbnail-");
		executor.setCorePoolSize(THREADS);
		executor.setMaxPoolSize(THREADS);
		executor.setQueueCapacity(QUEUE);
		executor.setKeepAliveSeconds(10);
		executor.setAllowCoreThreadTimeOut(true);
		return executor;
	}

}
