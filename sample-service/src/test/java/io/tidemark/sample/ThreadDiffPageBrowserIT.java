package io.tidemark.sample;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The page of {@code /actuator/threaddiff} in a real browser, the Chromium of the system,
 * on a running service that leaks twenty threads. Leaves screenshots in
 * {@code target/screenshots}.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		// More snapshots in a minute than a person asks for: the breaker would leave out
		// the stacks
		properties = { "tidemark.budget.pause=1m", "tidemark.budget.cpu-share=1.0" })
@EnabledIf(value = "io.tidemark.sample.SystemBrowser#canRun", disabledReason = SystemBrowser.MISSING)
class ThreadDiffPageBrowserIT {

	private static final String LEAK = "/leaks/executor-per-request";

	private static final String GROUP = "pool-*-thread-*";

	private static final String ORIGIN = "io.tidemark.sample.leaks.ExecutorPerRequest.commit";

	private static @Nullable SystemBrowser browser;

	@LocalServerPort
	private int port;

	private RestClient service;

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
	void leakTwentyThreads() {
		this.service = ServiceClient.on(this.port);
		post("/actuator/threaddiff", "{\"baseline\":true}");
		post(LEAK + "?times=20", "");
		// The recorder tells who started a thread up to a second late
		await().pollInSameThread()
			.atMost(Duration.ofSeconds(30))
			.until(this::threadDiff, (json) -> json.contains(ORIGIN));
	}

	@AfterEach
	void releaseThreads() {
		this.service.delete().uri(LEAK).retrieve().toBodilessEntity();
	}

	@Test
	void firstRowNamesTheGroupThatLeaksAndTheLineThatStartedIt() {
		try (BrowserContext context = context(1280, ColorScheme.LIGHT)) {
			Page page = open(context);

			assertThat(page.locator("h1")).containsText(GROUP + " grew by 20 threads");
			assertThat(page.locator("h1")).containsText("Started at " + ORIGIN);
			Locator first = groups(page).first();
			assertThat(first.locator(".name code")).hasText(GROUP);
			assertThat(first.locator(".change")).hasText("+20");
			assertThat(first.locator("summary").first()).containsText(Pattern.compile(
					"^started at io\\.tidemark\\.sample\\.leaks\\.ExecutorPerRequest\\.commit\\(ExecutorPerRequest\\.java:\\d+\\)"));
		}
	}

	@Test
	void stackOpensBelowItsGroup() {
		try (BrowserContext context = context(1280, ColorScheme.LIGHT)) {
			Page page = open(context);
			Locator first = groups(page).first();
			assertThat(first.locator(".panel")).isHidden();

			first.locator("summary").first().click();

			assertThat(first.locator(".panel")).isVisible();
			assertThat(first.locator(".panel li.origin")).containsText(ORIGIN);
			assertThat(first.locator(".panel .stack").first()).containsText("LinkedBlockingQueue.take");
			screenshot(page, "threaddiff-1280-light.png");
		}
	}

	@Test
	void columnsSortBothWays() {
		try (BrowserContext context = context(1280, ColorScheme.LIGHT)) {
			Page page = open(context);
			assertThat(header(page, "Change")).hasAttribute("aria-sort", "descending");

			header(page, "Before").locator("button").click();

			assertThat(header(page, "Before")).hasAttribute("aria-sort", "descending");
			assertThat(page.locator("[aria-sort]")).hasCount(1);
			assertThat(numbers(page, "before")).isSortedAccordingTo((a, b) -> b - a);

			header(page, "Before").locator("button").click();

			assertThat(header(page, "Before")).hasAttribute("aria-sort", "ascending");
			assertThat(numbers(page, "before")).isSorted();
		}
	}

	@Test
	void filterLeavesTheGroupsThatMatch() {
		try (BrowserContext context = context(1280, ColorScheme.LIGHT)) {
			Page page = open(context);

			page.getByPlaceholder("Filter by name or frame").fill("ExecutorPerRequest");

			assertThat(page.locator(".group:visible")).hasCount(1);
			assertThat(page.locator(".group:visible .name code")).hasText(GROUP);
		}
	}

	@Test
	void baselineTakenByTheButtonIsWhatIsComparedWithAfterwards() {
		try (BrowserContext context = context(1280, ColorScheme.LIGHT)) {
			Page page = open(context);

			page.locator("[data-action=baseline]").click();

			assertThat(page.locator("#status")).hasText("Baseline taken.");
			Locator leak = page.locator(".group[data-name='" + GROUP + "']").first();
			assertThat(leak.locator(".change")).hasText("0");
			assertThat(leak.locator(".num.before")).hasText("20");
			assertThat(page.locator("h1")).not().containsText(GROUP);
			screenshot(page, "threaddiff-after-baseline.png");
		}
	}

	@Test
	void snapshotIsKeptUnderItsNameAndForgotten() {
		try (BrowserContext context = context(1280, ColorScheme.LIGHT)) {
			Page page = open(context);
			page.onDialog((dialog) -> dialog.accept());

			page.locator("input[name=name]").fill("before-load");
			page.getByText("Keep snapshot").click();

			Locator kept = page.locator(".plain tr").filter(new Locator.FilterOptions().setHasText("before-load"));
			assertThat(kept).hasCount(1);

			kept.locator("button").click();

			assertThat(page.locator("#status")).containsText("is forgotten");
			assertThat(kept).hasCount(0);
		}
	}

	@Test
	void nameThatIsRefusedIsAnsweredWithASentence() {
		try (BrowserContext context = context(1280, ColorScheme.LIGHT)) {
			Page page = open(context);

			page.locator("input[name=name]").fill("<no name>");
			page.getByText("Keep snapshot").click();

			assertThat(page.locator("#status")).containsText("No snapshot was kept: 400");
			assertThat(page.locator(".group").first()).isVisible();
		}
	}

	@Test
	void pageOfASnapshotIsOneClickAwayAndLeadsBack() {
		try (BrowserContext context = context(1280, ColorScheme.LIGHT)) {
			Page page = open(context);

			page.locator(".plain a[data-snapshot]").first().click();

			assertThat(page.locator("h1")).containsText("the largest is");
			assertThat(page).hasURL(Pattern.compile(".*/actuator/threaddiff/\\w+"));

			page.locator(".top a[data-diff]").click();

			assertThat(page.locator("h1")).containsText(GROUP);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "Folded", "Text", "JSON" })
	void otherFormatsOfTheDiffAreOneClickAway(String format) {
		try (BrowserContext context = context(1280, ColorScheme.LIGHT)) {
			Page page = open(context);

			page.getByRole(AriaRole.NAVIGATION).getByText(format).click();

			assertThat(page)
				.hasURL(Pattern.compile(".*[?]from=baseline&to=now&.*&format=" + format.toLowerCase(Locale.ROOT)));
			assertThat(page.locator("body")).containsText("java.util.concurrent.ThreadPoolExecutor.getTask");
		}
	}

	@Test
	void profileIsKeptAsAFile() {
		try (BrowserContext context = context(1280, ColorScheme.LIGHT)) {
			Page page = open(context);

			Download profile = page.waitForDownload(() -> page.getByText("pprof").click());

			assertThat(profile.suggestedFilename()).matches("threads-s\\d+-s\\d+\\.pb\\.gz");
			assertThat(profile.failure()).isNull();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1280, 400 })
	void flameGraphOfTheDiffIsOneClickAwayAndLeadsBack(int width) {
		try (BrowserContext context = context(width, ColorScheme.LIGHT)) {
			Page page = open(context);

			page.getByText("Flame graph").click();

			assertThat(page.locator("h1")).hasText(Pattern.compile("Threads from s\\d+ \\(baseline\\) to s\\d+"));
			assertThat(page).hasTitle(Pattern.compile("Threads from .* · Tidemark"));
			assertThat(page.locator("#canvas")).isVisible();
			assertThat(page.evaluate("document.scrollingElement.scrollWidth")).isEqualTo(width);
			hover(page, GROUP);
			assertThat(page.locator("#status")).containsText(Pattern.compile("20 threads, [.\\d]+%"));
			screenshot(page, "flamegraph-diff-" + width + ".png");

			page.getByText("All groups").click();

			assertThat(page.locator("h1")).containsText(GROUP);
		}
	}

	@ParameterizedTest
	@EnumSource(value = ColorScheme.class, names = { "LIGHT", "DARK" })
	void flameGraphOfASnapshotIsOneClickFromItsPage(ColorScheme scheme) {
		try (BrowserContext context = context(1280, scheme)) {
			Page page = open(context);
			page.locator(".plain a[data-snapshot]").first().click();

			page.getByText("Flame graph").click();

			assertThat(page.locator("h1")).hasText(Pattern.compile("Threads of snapshot s\\d+.*"));
			assertThat(page.locator("#canvas")).isVisible();
			screenshot(page, "flamegraph-snapshot-" + scheme.name().toLowerCase(Locale.ROOT) + ".png");

			page.getByText("All groups").click();

			assertThat(page.locator("h1")).containsText("the largest is");
		}
	}

	@Test
	void namesOfThreadsRunNothingInTheFlameGraph() throws InterruptedException {
		// jfr-converter writes the length of a common prefix as a character: 28 is '<'
		String prefix = "quarterly report export run ";
		List<String> names = List.of("</script><script>document.body.remove()</script>", prefix, prefix + "/script>",
				prefix + "!--", "'];document.body.remove();['", "<img src=x onerror=document.body.remove()>");
		CountDownLatch released = new CountDownLatch(1);
		List<Thread> threads = names.stream().map((name) -> thread(name, released)).toList();
		post("/actuator/threaddiff", "{\"name\":\"hostile\"}");
		try (BrowserContext context = context(1280, ColorScheme.LIGHT)) {
			List<String> requests = new CopyOnWriteArrayList<>();
			List<String> complaints = new CopyOnWriteArrayList<>();
			Page page = context.newPage();
			page.onRequest((Request request) -> requests.add(request.url()));
			page.onConsoleMessage((message) -> complaints.add(message.text()));
			page.onPageError(complaints::add);

			page.navigate(address() + "?to=hostile&format=flamegraph");

			assertThat(page.locator("#canvas")).isVisible();
			assertThat(titles(page)).contains(prefix + "/script>", prefix + "!--",
					"</script><script>document.body.remove()</script>", "'];document.body.remove();['");
			assertThat(requests).isNotEmpty().allMatch((url) -> url.startsWith(address()) || url.startsWith("data:"));
			assertThat(complaints).isEmpty();
			screenshot(page, "flamegraph-hostile.png");
		}
		finally {
			this.service.delete().uri("/actuator/threaddiff/hostile").retrieve().toBodilessEntity();
			released.countDown();
			for (Thread thread : threads) {
				thread.join();
			}
		}
	}

	@ParameterizedTest
	@EnumSource(value = ColorScheme.class, names = { "LIGHT", "DARK" })
	void pageIsReadableAt400Pixels(ColorScheme scheme) {
		try (BrowserContext context = context(400, scheme)) {
			Page page = open(context);
			groups(page).first().locator("summary").first().click();

			assertThat(groups(page).first().locator(".panel")).isVisible();
			assertThat(page.evaluate("document.scrollingElement.scrollWidth")).isEqualTo(400);
			screenshot(page, "threaddiff-400-" + scheme.name().toLowerCase(Locale.ROOT) + ".png");
		}
	}

	@Test
	void pageIsDarkWhereTheReaderPrefersIt() {
		try (BrowserContext light = context(1280, ColorScheme.LIGHT);
				BrowserContext dark = context(1280, ColorScheme.DARK)) {
			String background = "getComputedStyle(document.body).backgroundColor";

			Page page = open(dark);

			assertThat(page.evaluate(background)).isNotEqualTo(open(light).evaluate(background));
			screenshot(page, "threaddiff-1280-dark.png");
		}
	}

	@Test
	void pageAsksOnlyTheServiceAndTheBrowserHasNothingToComplainAbout() {
		try (BrowserContext context = context(1280, ColorScheme.LIGHT)) {
			List<String> requests = new CopyOnWriteArrayList<>();
			List<String> complaints = new CopyOnWriteArrayList<>();
			Page page = context.newPage();
			page.onRequest((Request request) -> requests.add(request.url()));
			page.onConsoleMessage((message) -> complaints.add(message.text()));
			page.onPageError(complaints::add);

			page.navigate(address());
			groups(page).first().locator("summary").first().click();
			page.locator("[data-action=baseline]").click();
			assertThat(page.locator("#status")).hasText("Baseline taken.");
			assertThat(page.locator(".group[data-change='0']").first()).isVisible();

			assertThat(requests).hasSizeGreaterThanOrEqualTo(3)
				.allMatch((url) -> url.startsWith(address()) || url.startsWith("data:"));
			assertThat(complaints).isEmpty();
		}
	}

	private static Thread thread(String name, CountDownLatch released) {
		Thread thread = new Thread(() -> {
			try {
				released.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}, name);
		thread.start();
		return thread;
	}

	/** Points at a frame of the flame graph, of which the browser knows only pixels. */
	private static void hover(Page page, String title) {
		List<?> place = (List<?>) page.evaluate("""
				(title) => {
					const level = levels.findIndex((frames) => frames.some((frame) => frame.title === title));
					const frame = levels[level].find((frame) => frame.title === title);
					const box = canvas.getBoundingClientRect();
					return [box.left + (frame.left + frame.width / 2) * px, box.top + level * 16 + 8];
				}""", title);
		page.mouse().move(((Number) place.get(0)).doubleValue(), ((Number) place.get(1)).doubleValue());
	}

	@SuppressWarnings("unchecked")
	private static List<String> titles(Page page) {
		return (List<String>) page.evaluate("levels.flat().map((frame) => frame.title)");
	}

	private static BrowserContext context(int width, ColorScheme scheme) {
		return Objects.requireNonNull(browser).context(width, scheme);
	}

	private Page open(BrowserContext context) {
		Page page = context.newPage();
		page.navigate(address());
		return page;
	}

	private String address() {
		return "http://127.0.0.1:" + this.port + "/actuator/threaddiff";
	}

	private static Locator groups(Page page) {
		return page.locator("tbody.group");
	}

	private static Locator header(Page page, String text) {
		return page.locator(".groups thead th").filter(new Locator.FilterOptions().setHasText(text));
	}

	private static List<Integer> numbers(Page page, String name) {
		return groups(page).all()
			.stream()
			.map((group) -> group.getAttribute("data-" + name))
			.map(Integer::valueOf)
			.toList();
	}

	private static void screenshot(Page page, String name) {
		SystemBrowser.screenshot(page, name);
	}

	private String threadDiff() {
		return String.valueOf(this.service.get()
			.uri("/actuator/threaddiff")
			.accept(MediaType.APPLICATION_JSON)
			.retrieve()
			.body(String.class));
	}

	private void post(String path, String json) {
		this.service.post().uri(path).contentType(MediaType.APPLICATION_JSON).body(json).retrieve().toBodilessEntity();
	}

}
