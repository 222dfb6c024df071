package io.tidemark.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The manifests for Kubernetes that are made of the files for Prometheus and Grafana:
 * rules word for word with their comments, dashboards as one line, because whole ones are
 * too large for an annotation that {@code kubectl apply} writes.
 */
final class GeneratedManifests {

	private static final String SAYS_HOW = """
			# Written from %s by
			#   mvn -q -pl sample-service -am test -Dtest=KubernetesTests -Dsurefire.failIfNoSpecifiedTests=false -Dtidemark.write-kubernetes=true
			""";

	private final Path root;

	/**
	 * @param root root of the repository
	 */
	GeneratedManifests(Path root) {
		this.root = root;
	}

	/** Root of the repository: Maven runs tests in the folder of the module. */
	static Path repository() {
		return Path.of("").toAbsolutePath().getParent();
	}

	/** The text of each file, by its name in {@code kubernetes/}. */
	Map<String, String> all() {
		Map<String, String> all = new LinkedHashMap<>();
		all.put("prometheus-rule.yaml", prometheusRule());
		all.put("dashboards.yaml", dashboards());
		return all;
	}

	private String prometheusRule() {
		return SAYS_HOW.formatted("prometheus/rules/")
				+ """
						# kube-prometheus-stack reads what has the label `release` with the name of its Helm release; change it to yours.
						apiVersion: monitoring.coreos.com/v1
						kind: PrometheusRule
						metadata:
						  name: tidemark
						  labels:
						    app.kubernetes.io/name: tidemark
						    release: kube-prometheus-stack
						spec:
						  groups:
						"""
				+ ruleFiles().stream().map(GeneratedManifests::groups).collect(Collectors.joining());
	}

	/**
	 * What stands below {@code groups:}, two columns further in; comments before it
	 * belong to the file.
	 */
	private static String groups(Path file) {
		String text = read(file);
		String groups = text.substring(text.indexOf("\ngroups:\n") + 1).replaceFirst("^groups:\n", "");
		return groups.lines().map((line) -> line.isBlank() ? "\n" : "  " + line + "\n").collect(Collectors.joining());
	}

	private String dashboards() {
		return SAYS_HOW.formatted("grafana/dashboards/") + """
				# The sidecar of Grafana's Helm chart loads what has the label `grafana_dashboard`.
				""" + dashboardFiles().stream().map(GeneratedManifests::configMap).collect(Collectors.joining("---\n"));
	}

	private static String configMap(Path file) {
		String name = file.getFileName().toString();
		return """
				apiVersion: v1
				kind: ConfigMap
				metadata:
				  name: %s
				  labels:
				    app.kubernetes.io/name: tidemark
				    grafana_dashboard: "1"
				  annotations:
				    grafana_folder: Tidemark
				data:
				  %s: |
				    %s
				""".formatted(name.replace(".json", ""), name, oneLine(file));
	}

	private static String oneLine(Path file) {
		JsonMapper mapper = new JsonMapper();
		return mapper.writeValueAsString(mapper.readValue(file.toFile(), JsonNode.class));
	}

	List<Path> ruleFiles() {
		return files("prometheus/rules", ".yml");
	}

	List<Path> dashboardFiles() {
		return files("grafana/dashboards", ".json");
	}

	private List<Path> files(String folder, String ending) {
		try (Stream<Path> files = Files.list(this.root.resolve(folder))) {
			return files.filter((file) -> file.toString().endsWith(ending)).sorted().toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
