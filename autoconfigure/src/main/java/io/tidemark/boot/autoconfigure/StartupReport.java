package io.tidemark.boot.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;

/**
 * Says in one line, once, what is on, where it can be seen, and what is missing where it
 * cannot.
 */
final class StartupReport {

	private static final EndpointId THREAD_DIFF = EndpointId.of("threaddiff");

	private static final EndpointId LEAKS = EndpointId.of("leaks");

	private static final EndpointId HEAP_DIFF = EndpointId.of("heapdiff");

	private static final EndpointId PROMETHEUS = EndpointId.of("prometheus");

	private final TidemarkProperties properties;

	private final ObjectProvider<PathMappedEndpoints> endpoints;

	/**
	 * @param properties what is on
	 * @param endpoints the exposed endpoints; none where the application has no web
	 * server
	 */
	StartupReport(TidemarkProperties properties, ObjectProvider<PathMappedEndpoints> endpoints) {
		this.properties = properties;
		this.endpoints = endpoints;
	}

	/** The line. */
	String sentence() {
		String parts = String.join(", ", parts());
		List<String> paths = exposed();
		return "Tidemark is on (%s); %s".formatted(parts.isEmpty() ? "nothing" : parts, paths.isEmpty()
				? "nothing is exposed: set management.endpoints.web.exposure.include=health,prometheus,threaddiff,leaks"
				: "see " + String.join(", ", paths));
	}

	private List<String> parts() {
		List<String> parts = new ArrayList<>();
		if (this.properties.threads().enabled()) {
			parts.add("thread snapshots");
			if (this.properties.origin().enabled()) {
				parts.add("thread origins");
			}
		}
		if (this.properties.leaks().enabled()) {
			parts.add(this.properties.leaks().shadow() ? "leak verdicts in shadow mode" : "leak verdicts");
		}
		if (this.properties.heap().enabled()) {
			parts.add("heap");
		}
		if (this.properties.metrics().enabled()) {
			parts.add("meters");
		}
		return parts;
	}

	private List<String> exposed() {
		PathMappedEndpoints endpoints = this.endpoints.getIfAvailable();
		List<String> paths = new ArrayList<>();
		for (EndpointId id : List.of(LEAKS, THREAD_DIFF, HEAP_DIFF, PROMETHEUS)) {
			String path = (endpoints != null) ? endpoints.getPath(id) : null;
			if (path != null) {
				paths.add(path);
			}
		}
		return paths;
	}

}
