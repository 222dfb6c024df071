package io.tidemark.boot.tasks;

import java.util.List;
import java.util.function.Supplier;

import io.tidemark.origin.ExecutorTasks;
import io.tidemark.origin.SubmittedTasks;
import org.apache.coyote.ProtocolHandler;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;

import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;

/**
 * Watches the tasks of Tomcat's executor of virtual threads: one a request, so that the
 * threads which serve one are counted although the JVM does not list them. Comes last,
 * when it is known which executor there is; one of another type is left alone.
 *
 * @since 0.1.0
 */
public final class TomcatExecutorCustomizer
		implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory>, Ordered {

	static final String NAME = "tomcat";

	private final Supplier<SubmittedTasks> tasks;

	/**
	 * @param tasks asked at the first request
	 */
	public TomcatExecutorCustomizer(Supplier<SubmittedTasks> tasks) {
		this.tasks = tasks;
	}

	@Override
	public void customize(ConfigurableTomcatWebServerFactory factory) {
		factory.addProtocolHandlerCustomizers(this::watch);
	}

	private void watch(ProtocolHandler handler) {
		if (handler.getExecutor() instanceof VirtualThreadExecutor executor) {
			// the submitter of a request is always Tomcat
			WatchingTaskDecorator decorator = new WatchingTaskDecorator(null,
					() -> this.tasks.get().executor(NAME, List::of, false), ExecutorTasks::wrap);
			handler.setExecutor(new WatchedVirtualThreadExecutor(executor, decorator));
		}
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
