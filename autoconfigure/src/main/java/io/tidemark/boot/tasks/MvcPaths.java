package io.tidemark.boot.tasks;

import java.util.Collection;
import java.util.Comparator;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;

import org.springframework.http.server.PathContainer;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.servlet.mvc.condition.PathPatternsRequestCondition;
import org.springframework.web.util.pattern.PathPattern;

/**
 * The pattern of a path among the controllers of Spring MVC. The path itself is never
 * told, for it may hold secrets. Routes that are no controllers, and resources, are
 * unknown.
 *
 * @since 0.1.0
 */
public final class MvcPaths implements BinaryOperator<String> {

	private static final String UNKNOWN = "unknown";

	/** Longer paths are not looked at. */
	private static final int LONGEST = 2_048;

	private final Supplier<Collection<RequestMappingHandlerMapping>> mappings;

	private final Supplier<String> contextPath;

	/**
	 * @param mappings the mappings of the controllers
	 * @param contextPath the path below which the application lies, empty for the root
	 */
	public MvcPaths(Supplier<Collection<RequestMappingHandlerMapping>> mappings, Supplier<String> contextPath) {
		this.mappings = mappings;
		this.contextPath = contextPath;
	}

	@Override
	public String apply(String method, String path) {
		String prefix = this.contextPath.get();
		if (path.length() > LONGEST || !path.startsWith(prefix)) {
			return UNKNOWN;
		}
		PathContainer below = PathContainer.parsePath(path.substring(prefix.length()));
		return this.mappings.get()
			.stream()
			.flatMap((mapping) -> mapping.getHandlerMethods().keySet().stream())
			.filter((mapping) -> allows(mapping, method))
			.map(RequestMappingInfo::getPathPatternsCondition)
			.filter((condition) -> condition != null)
			.map(PathPatternsRequestCondition::getPatterns)
			.flatMap(Collection::stream)
			.filter((pattern) -> pattern.matches(below))
			.min(Comparator.naturalOrder())
			.map(PathPattern::getPatternString)
			.orElse(UNKNOWN);
	}

	private static boolean allows(RequestMappingInfo mapping, String method) {
		var methods = mapping.getMethodsCondition().getMethods();
		return methods.isEmpty() || methods.stream().anyMatch((allowed) -> allowed.name().equals(method))
				|| (method.equals("HEAD") && methods.stream().anyMatch((allowed) -> allowed.name().equals("GET")));
	}

}
