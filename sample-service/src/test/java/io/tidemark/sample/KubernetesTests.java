package io.tidemark.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.openshift.api.model.monitoring.v1.PodMetricsEndpoint;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import org.springframework.boot.convert.DurationStyle;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * The manifests in {@code kubernetes/}: whether Kubernetes knows each of their fields,
 * and whether their ports, labels, expressions and bounds agree with each other and with
 * the rest of this repository.
 */
class KubernetesTests {

	/**
	 * Of all annotations of an object together; {@code kubectl apply} writes the object
	 * into one.
	 */
	private static final int ANNOTATIONS = 256 * 1024;

	private static final Map<String, Class<? extends HasMetadata>> MODELS = Map.of("Deployment", Deployment.class,
			"Service", Service.class, "ConfigMap", ConfigMap.class, "PodMonitor", PodMonitor.class, "PrometheusRule",
			PrometheusRule.class);

	/** The models keep unknown fields aside; without that they refuse them. */
	private static final ObjectMapper STRICT = new ObjectMapper()
		.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
		.setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
			@Override
			public Boolean hasAnySetter(Annotated annotated) {
				return false;
			}
		});

	private static final String NAME = "app.kubernetes.io/name";

	private static final String VERSION = "app.kubernetes.io/version";

	private final GeneratedManifests generated = new GeneratedManifests(GeneratedManifests.repository());

	private final Deployment deployment = only(Deployment.class, "deployment.yaml");

	private final Service service = only(Service.class, "deployment.yaml");

	private final PodMonitor monitor = only(PodMonitor.class, "pod-monitor.yaml");

	@BeforeAll
	static void writeIfAsked() throws IOException {
		if (Boolean.getBoolean("tidemark.write-kubernetes")) {
			for (Map.Entry<String, String> file : new GeneratedManifests(GeneratedManifests.repository()).all()
				.entrySet()) {
				Files.writeString(folder().resolve(file.getKey()), file.getValue());
			}
		}
	}

	@Test
	void everyManifestHasOnlyFieldsThatKubernetesKnows() throws IOException {
		try (Stream<Path> files = Files.list(folder())) {
			List<HasMetadata> all = files.map(Path::getFileName)
				.map(Path::toString)
				.flatMap((name) -> objects(name).stream())
				.toList();

			assertThat(all).hasSizeGreaterThanOrEqualTo(5)
				.allSatisfy((object) -> assertThat(object.getMetadata().getName()).matches("[a-z0-9-]+"))
				.extracting(HasMetadata::getKind)
				.containsAll(MODELS.keySet());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "spec: {replica: 2}", "spec: {replicas: two}",
			"spec: {template: {spec: {containers: [{name: a, readOnlyRootFilesystem: true}]}}}" })
	void aFieldThatKubernetesDoesNotKnowIsRefused(String wrong) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> object(yaml("apiVersion: apps/v1\nkind: Deployment\n" + wrong)));
	}

	@Test
	void generatedManifestsAreThoseOfTheFilesThatTheyAreMadeOf() throws IOException {
		for (Map.Entry<String, String> file : this.generated.all().entrySet()) {
			assertThat(folder().resolve(file.getKey())).content()
				.as("%s is not up to date; its first lines say how it is written", file.getKey())
				.isEqualTo(file.getValue());
		}
	}

	@Test
	void thePrometheusRuleHasEveryGroupOfTheRuleFilesWordForWord() {
		List<Object> expected = this.generated.ruleFiles()
			.stream()
			.map((file) -> yaml(GeneratedManifests.read(file)))
			.flatMap((file) -> ((List<?>) file.get("groups")).stream())
			.collect(Collectors.toList());

		Map<String, Object> spec = child(documents("prometheus-rule.yaml").get(0), "spec");

		assertThat(spec).containsOnlyKeys("groups");
		assertThat(spec.get("groups")).isEqualTo(expected);
	}

	@Test
	void everyDashboardIsInAConfigMapThatGrafanasSidecarFinds() {
		Map<String, Object> shown = new TreeMap<>();
		for (ConfigMap map : all(ConfigMap.class, "dashboards.yaml")) {
			assertThat(map.getMetadata().getLabels()).containsEntry("grafana_dashboard", "1");
			map.getData().forEach((name, json) -> shown.put(name, yaml(json)));
		}

		Map<String, Object> expected = new TreeMap<>();
		this.generated.dashboardFiles()
			.forEach((file) -> expected.put(file.getFileName().toString(), yaml(GeneratedManifests.read(file))));
		assertThat(shown).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "prometheus-rule.yaml", "dashboards.yaml" })
	void everyObjectFitsIntoTheAnnotationThatKubectlApplyWrites(String file) throws IOException {
		for (HasMetadata object : objects(file)) {
			assertThat(new ObjectMapper().writeValueAsBytes(object)).as(object.getMetadata().getName())
				.hasSizeLessThan(ANNOTATIONS - 4096);
		}
	}

	@Test
	void theMonitorAndTheServiceSelectThePodsOfTheDeployment() {
		Map<String, String> labels = this.deployment.getSpec().getTemplate().getMetadata().getLabels();

		assertThat(labels).containsAllEntriesOf(this.deployment.getSpec().getSelector().getMatchLabels())
			.containsAllEntriesOf(this.service.getSpec().getSelector())
			.containsAllEntriesOf(this.monitor.getSpec().getSelector().getMatchLabels());
		assertThat(this.monitor.getSpec().getSelector().getMatchLabels()).isNotEmpty();
		assertThat(this.monitor.getMetadata().getNamespace()).isEqualTo(this.deployment.getMetadata().getNamespace());
	}

	@Test
	void theJobOfThePodsIsThatOfTheScrapeConfiguration() {
		String label = this.monitor.getSpec().getJobLabel();
		Map<String, Object> prometheus = yaml(
				GeneratedManifests.read(GeneratedManifests.repository().resolve("prometheus/prometheus.yml")));

		assertThat(label).isEqualTo(NAME);
		assertThat(list(prometheus.get("scrape_configs"))).extracting((job) -> asMap(job).get("job_name"))
			.contains(this.deployment.getSpec().getTemplate().getMetadata().getLabels().get(label));
	}

	@Test
	void prometheusScrapesTheManagementPortAndNobodyElseIsLedThere() {
		PodMetricsEndpoint endpoint = this.monitor.getSpec().getPodMetricsEndpoints().get(0);

		assertThat(endpoint.getPort()).isEqualTo("management");
		assertThat(endpoint.getPath()).isEqualTo("/actuator/prometheus");
		assertThat(port("management")).isEqualTo(Integer.valueOf(environment().get("MANAGEMENT_SERVER_PORT")));
		assertThat(environment().get("MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE").split(",")).contains("prometheus",
				"health", "leaks", "threaddiff");
		assertThat(this.service.getSpec().getPorts()).extracting((port) -> port.getTargetPort().getStrVal())
			.containsExactly("http");
	}

	@Test
	void scrapesAreAsFarApartAsTheDataSourceOfGrafanaIsTold() {
		Map<String, Object> source = yaml(GeneratedManifests
			.read(GeneratedManifests.repository().resolve("grafana/provisioning/datasources/prometheus.yml")));
		Map<String, Object> first = asMap(list(source.get("datasources")).get(0));
		PodMetricsEndpoint endpoint = this.monitor.getSpec().getPodMetricsEndpoints().get(0);

		assertThat(endpoint.getInterval()).isEqualTo(child(first, "jsonData").get("timeInterval"));
		assertThat(duration(endpoint.getScrapeTimeout())).isLessThan(duration(endpoint.getInterval()));
	}

	@Test
	void probesAskThePortThatServesWhichIsTheDefault() {
		Stream.of(container().getLivenessProbe(), container().getStartupProbe())
			.forEach((probe) -> assertThat(asked(probe)).isEqualTo("http/livez"));
		assertThat(asked(container().getReadinessProbe())).isEqualTo("http/readyz");
		assertThat(environment()).containsEntry("MANAGEMENT_ENDPOINT_HEALTH_PROBES_ADD_ADDITIONAL_PATHS", "true")
			.doesNotContainKey("SERVER_PORT");
		assertThat(port("http")).isEqualTo(8080);
	}

	@Test
	void theContainerRunsWithoutRootAndWritesOnlyToBoundedVolumes() {
		assertThat(pod().getSecurityContext().getRunAsNonRoot()).isTrue();
		assertThat(pod().getSecurityContext().getRunAsUser()).isEqualTo(userOfTheImage());
		assertThat(container().getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
		assertThat(container().getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
		assertThat(container().getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
		assertThat(container().getVolumeMounts()).extracting(VolumeMount::getMountPath)
			.containsExactlyInAnyOrder(environment().get("TIDEMARK_FILES_DIRECTORY"), "/tmp");
		assertThat(container().getVolumeMounts()).extracting(VolumeMount::getName)
			.containsExactlyElementsOf(pod().getVolumes().stream().map(Volume::getName).toList());
		assertThat(pod().getVolumes())
			.allSatisfy((volume) -> assertThat(bytes(volume.getEmptyDir().getSizeLimit())).isPositive());
	}

	/** Else the pod is evicted for what Tidemark may do. */
	@Test
	void theVolumeHoldsAllThatOurCapsAllow() {
		// The recorder writes a chunk in one piece before anybody can see it.
		long chunk = DataSize.ofMegabytes(12).toBytes();
		// Two of 512 resources and 28 days, each of which is written beside the old one.
		long states = DataSize.ofMegabytes(2 * 2 * 8).toBytes();
		long caps = DataSize.parse(environment().get("TIDEMARK_FILES_CAP")).toBytes()
				+ DataSize.parse(environment().get("TIDEMARK_THREADS_VIRTUAL_CAP")).toBytes();

		assertThat(bytes(volume("tidemark").getEmptyDir().getSizeLimit())).isGreaterThan(caps + chunk + states);
		assertThat(pod().getVolumes().stream().mapToLong((volume) -> bytes(volume.getEmptyDir().getSizeLimit())).sum())
			.isLessThan(bytes(container().getResources().getLimits().get("ephemeral-storage")));
		assertThat(List.of("TIDEMARK_LEAKS_STATE_FILE", "TIDEMARK_HEAP_DRIFT_STATE_FILE"))
			.allSatisfy((name) -> assertThat(environment().get(name))
				.startsWith(environment().get("TIDEMARK_FILES_DIRECTORY") + "/"));
	}

	@Test
	void resourcesAreAskedForAndMemoryIsLimitedToWhatIsAskedFor() {
		Map<String, Quantity> requests = container().getResources().getRequests();
		Map<String, Quantity> limits = container().getResources().getLimits();

		assertThat(requests).containsKeys("cpu", "memory", "ephemeral-storage");
		assertThat(limits).containsEntry("memory", requests.get("memory")).containsKey("ephemeral-storage");
	}

	@Test
	void thePodIsGivenLongerToEndThanTheServiceTakes() {
		List<String> pause = container().getLifecycle().getPreStop().getExec().getCommand();
		String phase = GeneratedManifests
			.read(GeneratedManifests.repository().resolve("sample-service/src/main/resources/application.properties"))
			.lines()
			.filter((line) -> line.startsWith("spring.lifecycle.timeout-per-shutdown-phase="))
			.findFirst()
			.orElseThrow()
			.replaceFirst(".*=", "");

		assertThat(pause.get(0)).isEqualTo("sleep");
		assertThat(pod().getTerminationGracePeriodSeconds())
			.isGreaterThan(Integer.parseInt(pause.get(1)) + 2 * duration(phase).toSeconds());
	}

	@Test
	void theVersionOfTheApplicationIsThatOfThePodsLabelAndOfTheImage() {
		Map<String, String> labels = this.deployment.getSpec().getTemplate().getMetadata().getLabels();
		EnvVar version = container().getEnv()
			.stream()
			.filter((variable) -> variable.getName().equals("SPRING_APPLICATION_VERSION"))
			.findFirst()
			.orElseThrow();

		assertThat(version.getValueFrom().getFieldRef().getFieldPath()).isEqualTo("metadata.labels['" + VERSION + "']");
		assertThat(container().getImage()).endsWith(":" + labels.get(VERSION));
		assertThat(this.deployment.getMetadata().getLabels()).containsEntry(VERSION, labels.get(VERSION));
	}

	private PodSpec pod() {
		return this.deployment.getSpec().getTemplate().getSpec();
	}

	private Container container() {
		assertThat(pod().getContainers()).hasSize(1);
		return pod().getContainers().get(0);
	}

	private Volume volume(String name) {
		return pod().getVolumes().stream().filter((volume) -> volume.getName().equals(name)).findFirst().orElseThrow();
	}

	/** Those with a plain value. */
	private Map<String, String> environment() {
		Map<String, String> environment = new LinkedHashMap<>();
		container().getEnv().forEach((variable) -> environment.put(variable.getName(), variable.getValue()));
		return environment;
	}

	private int port(String name) {
		return container().getPorts()
			.stream()
			.filter((port) -> port.getName().equals(name))
			.mapToInt(ContainerPort::getContainerPort)
			.findFirst()
			.orElseThrow();
	}

	private static String asked(Probe probe) {
		return probe.getHttpGet().getPort().getStrVal() + probe.getHttpGet().getPath();
	}

	private static long userOfTheImage() {
		String user = GeneratedManifests.read(GeneratedManifests.repository().resolve("sample-service/Dockerfile"))
			.lines()
			.filter((line) -> line.startsWith("USER "))
			.findFirst()
			.orElseThrow();
		return Long.parseLong(user.replaceFirst("USER (\\d+).*", "$1"));
	}

	private static long bytes(Quantity quantity) {
		return quantity.getNumericalAmount().longValueExact();
	}

	private static Duration duration(String text) {
		return DurationStyle.detectAndParse(text.matches("\\d+") ? text + "ms" : text);
	}

	private static <T extends HasMetadata> T only(Class<T> type, String file) {
		List<T> found = all(type, file);
		assertThat(found).hasSize(1);
		return found.get(0);
	}

	private static <T extends HasMetadata> List<T> all(Class<T> type, String file) {
		return objects(file).stream().filter(type::isInstance).map(type::cast).toList();
	}

	private static List<HasMetadata> objects(String file) {
		return documents(file).stream().map(KubernetesTests::object).toList();
	}

	/** The object as the model of its kind has it; what the model has not is refused. */
	private static HasMetadata object(Map<String, Object> document) {
		assertThat(MODELS).containsKey((String) document.get("kind"));
		return STRICT.convertValue(document, MODELS.get(document.get("kind")));
	}

	private static List<Map<String, Object>> documents(String file) {
		List<Map<String, Object>> documents = new ArrayList<>();
		StreamSupport
			.stream(new Yaml(large()).loadAll(GeneratedManifests.read(folder().resolve(file))).spliterator(), false)
			.forEach((document) -> documents.add(asMap(document)));
		return documents;
	}

	private static Map<String, Object> yaml(String text) {
		return asMap(new Yaml(large()).load(text));
	}

	private static SafeConstructor large() {
		LoaderOptions options = new LoaderOptions();
		options.setCodePointLimit(16 * 1024 * 1024);
		options.setNestingDepthLimit(100);
		return new SafeConstructor(options);
	}

	private static Map<String, Object> child(Map<String, Object> parent, String name) {
		return asMap(parent.get(name));
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> asMap(Object object) {
		return (Map<String, Object>) object;
	}

	private static List<?> list(Object object) {
		return (List<?>) object;
	}

	private static Path folder() {
		return GeneratedManifests.repository().resolve("kubernetes");
	}

}
