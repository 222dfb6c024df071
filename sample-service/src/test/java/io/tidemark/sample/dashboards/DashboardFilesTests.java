package io.tidemark.sample.dashboards;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The files of {@code grafana/dashboards} are what the sources make. Written anew by
 * {@code -Dtidemark.write-dashboards=true}.
 */
class DashboardFilesTests {

	@ParameterizedTest
	@MethodSource("dashboards")
	void fileIsWhatItsSourceMakes(Dashboard dashboard) throws IOException {
		Path file = Repository.file("grafana/dashboards/" + dashboard.file());

		if (Boolean.getBoolean("tidemark.write-dashboards")) {
			Files.writeString(file, dashboard.text());
		}

		assertThat(file).as("Write it anew with -Dtidemark.write-dashboards=true").hasContent(dashboard.text());
	}

	@Test
	void noOtherDashboardIsThere() throws IOException {
		try (Stream<Path> files = Files.list(Repository.file("grafana/dashboards"))) {
			assertThat(files).extracting((file) -> file.getFileName().toString())
				.containsExactlyInAnyOrderElementsOf(dashboards().stream().map(Dashboard::file).toList());
		}
	}

	static List<Dashboard> dashboards() {
		return Dashboard.all();
	}

}
