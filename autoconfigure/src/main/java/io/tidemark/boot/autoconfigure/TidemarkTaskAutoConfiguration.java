package io.tidemark.boot.autoconfigure;

import java.util.Collection;
import java.util.List;
import java.util.function.BinaryOperator;

import io.tidemark.boot.tasks.MvcEndpoints;
import io.tidemark.boot.tasks.MvcPaths;
import io.tidemark.boot.tasks.RequestsInProgress;
import io.tidemark.boot.tasks.TaskExecutorPostProcessor;
import io.tidemark.boot.tasks.TomcatExecutorCustomizer;
import io.tidemark.boot.tasks.TomcatRequests;
import io.tidemark.heap.EndpointOfStack;
import io.tidemark.origin.SubmittedTasks;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.task.TaskDecorator;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * {@link AutoConfiguration Auto-configuration} of the watch over tasks and requests. What
 * it adds to executors and to Tomcat asks for the engine at the first task, and the
 * requests are looked up when a stuck thread is reported.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = TidemarkAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "tidemark.enabled", matchIfMissing = true)
public final class TidemarkTaskAutoConfiguration {

	@Bean
	@ConditionalOnClass(TaskDecorator.class)
	@ConditionalOnBooleanProperty(name = "tidemark.tasks.enabled", matchIfMissing = true)
	static TaskExecutorPostProcessor tidemarkTaskExecutorPostProcessor(ObjectProvider<SubmittedTasks> tasks) {
		return new TaskExecutorPostProcessor(tasks::getObject);
	}

	/** Tomcat's executor of virtual threads, and its table of running requests. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(TomcatWebServer.class)
	static class TomcatConfiguration {

		@Bean
		@ConditionalOnBooleanProperty(name = "tidemark.tasks.enabled", matchIfMissing = true)
		TomcatExecutorCustomizer tidemarkTomcatExecutorCustomizer(ObjectProvider<SubmittedTasks> tasks) {
			return new TomcatExecutorCustomizer(tasks::getObject);
		}

		@Lazy
		@Bean
		@ConditionalOnMissingBean(RequestsInProgress.class)
		TomcatRequests tidemarkTomcatRequests(ApplicationContext context, ObjectProvider<MvcPaths> paths) {
			MvcPaths known = paths.getIfAvailable();
			BinaryOperator<String> patterns = (known != null) ? known : (method, path) -> "unknown";
			return new TomcatRequests(() -> context, patterns);
		}

	}

	/** The patterns of controllers, and the endpoints that their methods serve. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(RequestMappingHandlerMapping.class)
	static class MvcConfiguration {

		@Lazy
		@Bean
		@ConditionalOnMissingBean
		MvcPaths tidemarkMvcPaths(ApplicationContext context) {
			return new MvcPaths(() -> mappings(context), () -> contextPath(context));
		}

		@Lazy
		@Bean
		@ConditionalOnMissingBean(EndpointOfStack.class)
		MvcEndpoints tidemarkMvcEndpoints(ApplicationContext context) {
			return new MvcEndpoints(() -> mappings(context));
		}

		private static Collection<RequestMappingHandlerMapping> mappings(ApplicationContext context) {
			return List.copyOf(context.getBeansOfType(RequestMappingHandlerMapping.class, false, false).values());
		}

		private static String contextPath(ApplicationContext context) {
			return context.getEnvironment().getProperty("server.servlet.context-path", "");
		}

	}

}
