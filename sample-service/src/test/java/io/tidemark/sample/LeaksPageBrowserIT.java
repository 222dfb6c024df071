package io.tidemark.sample;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

import com.microsoft.playwright.BrowserContext;
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
import org.springframework.web.client.RestClient;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The page of {@code /actuator/leaks} in a real browser on the running service, at the
 * widths of a desk and of a telephone.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "tidemark.leaks.interval=1s", "tidemark.leaks.judge-interval=1s" })
@EnabledIf(value = "io.tidemark.sample.SystemBrowser#canRun", disabledReason = SystemBrowser.MISSING)
class LeaksPageBrowserIT {

	private static @Nullable SystemBrowser browser;

	private final List<String> requests = new CopyOnWriteArrayList<>();

	private final List<String> complaints = new CopyOnWriteArrayList<>();

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

	@BeforeEach
	void awaitVerdicts() {
		RestClient service = ServiceClient.on(this.port);
		await().pollInSameThread()
			.atMost(Duration.ofSeconds(60))
			.until(() -> String.valueOf(service.get().uri("/actuator/leaks").retrieve().body(String.class)),
					(json) -> json.contains("\"grade\""));
	}

	@ParameterizedTest
	@CsvSource({ "1280, LIGHT", "400, LIGHT", "1280, DARK", "400, DARK" })
	void pageFitsItsWidthAndTheBrowserHasNothingToComplainAbout(int width, ColorScheme scheme) {
		try (BrowserContext context = Objects.requireNonNull(browser).context(width, scheme)) {
			Page page = open(context);

			assertThat(page.locator("h1")).containsText("resource");
			assertThat(page.locator("tbody.group").first()).isVisible();
			assertFits(page, width);
			SystemBrowser.screenshot(page, "leaks-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT) + ".png");

			page.locator(".group .name a").first().click();

			assertThat(page).hasURL(Pattern.compile(".*/actuator/leaks/[0-9a-f]{16}"));
			assertThat(page.locator(".series")).hasCount(2);
			assertFits(page, width);
			SystemBrowser.screenshot(page, "leak-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT) + ".png");
			assertThat(this.requests).isNotEmpty()
				.allMatch((url) -> url.startsWith(address()) || url.startsWith("data:"));
			assertThat(this.complaints).isEmpty();
		}
	}

	@Test
	void pagesOfLeaksAndOfThreadDiffsLeadToEachOther() {
		try (BrowserContext context = Objects.requireNonNull(browser).context(1280, ColorScheme.LIGHT)) {
			Page page = open(context);

			page.locator(".top").getByText("Thread diff").click();
			assertThat(page).hasURL(Pattern.compile(".*/actuator/threaddiff"));
			page.locator(".top").getByText("Leaks").click();

			assertThat(page).hasURL(Pattern.compile(".*/actuator/leaks"));
		}
	}

	@Test
	void kindIsChosenByTheForm() {
		try (BrowserContext context = Objects.requireNonNull(browser).context(1280, ColorScheme.LIGHT)) {
			Page page = open(context);

			page.locator("select[name=kind]").selectOption("threads");
			page.locator(".compare button").click();

			Locator tags = page.locator(".group .name .tag:not(.looks):not(.free)");
			assertThat(tags.first()).hasText("threads");
			assertThat(page.locator("tbody.group")).hasCount(1);
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

	private String address() {
		return "http://127.0.0.1:" + this.port + "/actuator/leaks";
	}

}
