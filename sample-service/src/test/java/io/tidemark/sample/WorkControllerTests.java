package io.tidemark.sample;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class WorkControllerTests {

	@LocalServerPort
	private int port;

	@Test
	void workTakesTheTimeItIsAskedFor() {
		long start = System.nanoTime();

		WorkController.Work work = ServiceClient.on(this.port)
			.get()
			.uri("/work?millis=30&cpu=20")
			.retrieve()
			.requiredBody(WorkController.Work.class);

		assertThat((System.nanoTime() - start) / 1_000_000).isGreaterThanOrEqualTo(50);
		assertThat(work.hashes()).isPositive();
	}

	@ParameterizedTest
	@ValueSource(strings = { "-1", "10001", "long" })
	void workRefusesATimeThatIsNone(String millis) {
		ResponseEntity<ProblemDetail> answer = ServiceClient.on(this.port)
			.get()
			.uri("/work?cpu={millis}", millis)
			.retrieve()
			.toEntity(ProblemDetail.class);

		assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.BAD_REQUEST);
		assertThat(answer.getBody().getDetail())
			.isEqualTo("Parameter 'cpu': expected milliseconds from 0 to 10000, found '" + millis + "'");
	}

	@Test
	void resultsAreKeptUntilAsManyNewerOnesHaveCome(@Autowired RecentResults recent) {
		for (int i = 0; i < RecentResults.KEPT + 4; i++) {
			ServiceClient.on(this.port).get().uri("/work?kib=1").retrieve().toBodilessEntity();
		}

		assertThat(recent.kept()).isEqualTo(RecentResults.KEPT);
	}

	@Test
	void resultThatIsTooLargeIsRefused() {
		ResponseEntity<ProblemDetail> answer = ServiceClient.on(this.port)
			.get()
			.uri("/work?kib=1025")
			.retrieve()
			.toEntity(ProblemDetail.class);

		assertThat(answer.getBody().getDetail())
			.isEqualTo("Parameter 'kib': expected KiB from 0 to 1024, found '1025'");
	}

}
