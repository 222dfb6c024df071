package io.tidemark.sample;

import java.util.List;
import java.util.Map;
import java.util.Set;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;

import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

/**
 * What {@code /actuator/leaks} of the running service says.
 */
final class Verdicts {

	private static final Set<String> ACCUSING = Set.of("suspected", "probable", "proven");

	private static final Set<String> CERTAIN = Set.of("probable", "proven");

	private final DocumentContext json;

	private Verdicts(DocumentContext json) {
		this.json = json;
	}

	static Verdicts of(RestClient service) {
		return new Verdicts(JsonPath.parse(service.get()
			.uri("/actuator/leaks?limit=512")
			.accept(MediaType.APPLICATION_JSON)
			.retrieve()
			.body(String.class)));
	}

	/** All resources, each as the JSON has it. */
	List<Map<String, Object>> all() {
		return this.json.read("$.resources");
	}

	/** Those that accuse somebody. */
	List<Map<String, Object>> accusing() {
		return all().stream().filter((verdict) -> ACCUSING.contains(verdict.get("grade"))).toList();
	}

	/** Those of which a second signal speaks, or more. */
	List<Map<String, Object>> probable() {
		return all().stream().filter((verdict) -> CERTAIN.contains(verdict.get("grade"))).toList();
	}

	/** Whether a part of Tidemark works. */
	boolean works(String part) {
		return this.json.<List<Boolean>>read("$.observer[?(@.part == '" + part + "')].works").contains(true);
	}

	static String signature(Map<String, Object> verdict) {
		return (verdict.get("signature") instanceof Map<?, ?> signature) ? String.valueOf(signature.get("id")) : "none";
	}

}
