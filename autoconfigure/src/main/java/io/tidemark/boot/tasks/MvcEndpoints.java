package io.tidemark.boot.tasks;

import java.lang.reflect.Method;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

import io.tidemark.heap.EndpointOfStack;
import io.tidemark.snapshot.Frame;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.condition.PathPatternsRequestCondition;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * The endpoint for which a stack works, from the method of a Spring MVC controller that
 * is on it: the HTTP method and the pattern, never a path. What a request does before it
 * reaches a controller, functional routes, and what a controller lets other threads do
 * have none. Of overloaded methods the first pattern is told.
 * <p>
 * The methods are read once, when the first stack is looked up, so that controllers must
 * be known by then.
 *
 * @since 0.1.0
 */
public final class MvcEndpoints implements EndpointOfStack {

	/** More endpoints than any application has that people still look after. */
	private static final int MOST = 10_000;

	private final Supplier<Collection<RequestMappingHandlerMapping>> mappings;

	private volatile @Nullable Map<String, String> endpoints;

	/**
	 * @param mappings the mappings of the controllers
	 */
	public MvcEndpoints(Supplier<Collection<RequestMappingHandlerMapping>> mappings) {
		this.mappings = mappings;
	}

	@Override
	public @Nullable String endpoint(List<Frame> stack) {
		Map<String, String> endpoints = this.endpoints;
		if (endpoints == null) {
			endpoints = read();
			this.endpoints = endpoints;
		}
		for (Frame frame : stack) {
			String endpoint = endpoints.get(frame.method());
			if (endpoint != null) {
				return endpoint;
			}
		}
		return null;
	}

	private Map<String, String> read() {
		Map<String, String> endpoints = new HashMap<>();
		for (RequestMappingHandlerMapping mapping : this.mappings.get()) {
			mapping.getHandlerMethods().forEach((info, handler) -> {
				String name = name(info);
				if (name != null && endpoints.size() < MOST) {
					Method method = handler.getMethod();
					endpoints.merge(method.getDeclaringClass().getName() + "." + method.getName(), name,
							(one, other) -> (one.compareTo(other) <= 0) ? one : other);
				}
			});
		}
		return Map.copyOf(endpoints);
	}

	private static @Nullable String name(RequestMappingInfo info) {
		PathPatternsRequestCondition patterns = info.getPathPatternsCondition();
		if (patterns == null || patterns.getPatternValues().isEmpty()) {
			return null;
		}
		Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
		String method = methods.isEmpty() ? "ANY" : new TreeSet<>(methods).first().name();
		return method + " " + new TreeSet<>(patterns.getPatternValues()).first();
	}

}
