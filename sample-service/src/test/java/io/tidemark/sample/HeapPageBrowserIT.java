package io.tidemark.sample;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.ColorScheme;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The page of {@code /actuator/heapdiff} in a real browser on the running service, at the
 * widths of a desk and of a telephone. Histograms are taken by the tests only.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "tidemark.heap.histogram.automatic=false", "tidemark.heap.histogram.interval=1h",
				"tidemark.heap.histogram.max-pause=1m" })
@EnabledIf(value = "io.tidemark.sample.SystemBrowser#canRun", disabledReason = SystemBrowser.MISSING)
class HeapPageBrowserIT {

	private static @Nullable SystemBrowser browser;

	private final List<String> requests = new CopyOnWriteArrayList<>();

	private final List<String> complaints = new CopyOnWriteArrayList<>();

	private final List<String> questions = new CopyOnWriteArrayList<>();

	@LocalServerPort
	private int port;

	@BeforeAll
	static void startBrowser() {
		browser = SystemBrowser.start();
	}

	@AfterAll
	static void stopBrowser() {
		if (browser != null) {
			browser.close();
		}
	}

	/** Two histograms are there, and a drawing, which needs two readings. */
	@BeforeEach
	void awaitMemory() {
		await().pollInSameThread().atMost(Duration.ofSeconds(60)).until(() -> text("json"), (json) -> {
			if (json.contains("\"from\":null") || json.contains("is compared with itself")) {
				post("{\"force\":true}");
				return false;
			}
			return json.contains("\"from\":{");
		});
		await().pollInSameThread()
			.atMost(Duration.ofSeconds(60))
			.until(() -> text("html"), (html) -> html.contains("class=\"plot tall\""));
	}

	@ParameterizedTest
	@CsvSource({ "1280, LIGHT", "400, LIGHT", "1280, DARK", "400, DARK" })
	void pageFitsItsWidthAndTheBrowserHasNothingToComplainAbout(int width, ColorScheme scheme) {
		post("{\"oldObjects\":true}");
		try (BrowserContext context = Objects.requireNonNull(browser).context(width, scheme)) {
			Page page = open(context);

			assertThat(page.locator(".plot.tall svg")).isVisible();
			assertThat(page.locator("tbody.group").first()).isVisible();
			assertFits(page, width);
			SystemBrowser.screenshot(page, "heap-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT) + ".png");
			for (Locator details : page.locator("details").all()) {
				details.evaluate("(details) => details.open = true");
			}
			assertFits(page, width);

			page.locator(".facts a").first().click();

			assertThat(page).hasURL(Pattern.compile(".*/actuator/heapdiff/h\\d+"));
			assertThat(page.locator("tbody.group").first()).isVisible();
			assertFits(page, width);
			assertThat(this.requests).isNotEmpty()
				.allMatch((url) -> url.startsWith(address()) || url.startsWith("data:"));
			assertThat(this.complaints).isEmpty();
		}
	}

	@Test
	void eachButtonHasItsCostBesideIt() {
		try (BrowserContext context = Objects.requireNonNull(browser).context(1280, ColorScheme.LIGHT)) {
			Page page = open(context);

			for (Locator action : page.locator(".prices li").all()) {
				assertThat(action.locator("button")).isVisible();
				assertThat(action.locator("b")).hasText(Pattern.compile("Stops (nothing|the service for about .+)"));
			}
			assertThat(page.locator(".prices li").first()).containsText("The budget allows the next one in");
		}
	}

	@Test
	void histogramThatTheBudgetRefusesIsTakenOnceThePriceIsAccepted() {
		try (BrowserContext context = Objects.requireNonNull(browser).context(1280, ColorScheme.LIGHT)) {
			Page page = open(context);
			String newest = page.locator(".facts a").nth(1).textContent();
			page.onDialog((dialog) -> answer(dialog, true));

			page.getByText("Take a histogram all the same").click();

			assertThat(page.locator(".facts a").nth(1)).not().hasText(newest);
			assertThat(page.locator("#status")).hasText("Histogram taken.");
			assertThat(this.questions).hasSize(1)
				.allMatch((question) -> question.contains("That stops the service for about "));
		}
	}

	@Test
	void nothingIsAskedForIfThePriceIsNotAccepted() {
		try (BrowserContext context = Objects.requireNonNull(browser).context(1280, ColorScheme.LIGHT)) {
			Page page = open(context);
			int before = this.requests.size();
			page.onDialog((dialog) -> answer(dialog, false));

			page.getByText("Find who holds it").click();

			assertThat(this.questions).hasSize(1);
			assertThat(this.requests).hasSize(before);
		}
	}

	@Test
	void whatStaysIsShownWithItsFlameGraph() {
		try (BrowserContext context = Objects.requireNonNull(browser).context(1280, ColorScheme.LIGHT)) {
			Page page = open(context);

			page.getByText("See what stays").click();

			assertThat(page.locator("#status")).hasText("Survivors seen.");
			assertThat(page.locator("h2").getByText("What stays")).isVisible();
			page.navigate(address() + "?format=flamegraph");
			assertThat(page.locator("h1")).hasText("Where what stays was allocated");
			SystemBrowser.screenshot(page, "survivors.png");
			assertThat(this.complaints).isEmpty();
		}
	}

	@Test
	void classesAreSortedAndFiltered() {
		try (BrowserContext context = Objects.requireNonNull(browser).context(1280, ColorScheme.LIGHT)) {
			Page page = open(context);

			page.locator("th button[data-sort=bytes]").click();
			assertThat(page.locator("th[aria-sort=descending] button")).hasAttribute("data-sort", "bytes");
			page.locator("[data-filter=text]").fill("java.lang.String");

			assertThat(page.locator("[data-filter=shown]")).containsText(" shown");
		}
	}

	@Test
	void pagesOfLeaksAndThreadsAreOneClickAway() {
		try (BrowserContext context = Objects.requireNonNull(browser).context(1280, ColorScheme.LIGHT)) {
			Page page = open(context);

			page.locator(".top").getByText("Leaks").click();
			assertThat(page).hasURL(Pattern.compile(".*/actuator/leaks"));
			page.goBack();
			page.locator(".top").getByText("Thread diff").click();

			assertThat(page).hasURL(Pattern.compile(".*/actuator/threaddiff"));
		}
	}

	private void answer(Dialog dialog, boolean accept) {
		this.questions.add(dialog.message());
		if (accept) {
			dialog.accept();
		}
		else {
			dialog.dismiss();
		}
	}

	private Page open(BrowserContext context) {
		Page page = context.newPage();
		page.onRequest((Request request) -> this.requests.add(request.url()));
		page.onConsoleMessage((message) -> this.complaints.add(message.text()));
		page.onPageError(this.complaints::add);
		page.navigate(address());
		return page;
	}

	private static void assertFits(Page page, int width) {
		assertThat(page.evaluate("document.scrollingElement.scrollWidth")).isEqualTo(width);
	}

	private String text(String format) {
		return String.valueOf(ServiceClient.on(this.port)
			.get()
			.uri("/actuator/heapdiff?format=" + format)
			.retrieve()
			.body(String.class));
	}

	private void post(String body) {
		RestClient service = ServiceClient.on(this.port);
		service.post()
			.uri("/actuator/heapdiff")
			.contentType(MediaType.APPLICATION_JSON)
			.body(body)
			.retrieve()
			.toBodilessEntity();
	}

	private String address() {
		return "http://127.0.0.1:" + this.port + "/actuator/heapdiff";
	}

}
