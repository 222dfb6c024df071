package io.tidemark.sample;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The Chromium of the system. Leaves screenshots in {@code target/screenshots}.
 */
final class SystemBrowser implements AutoCloseable {

	static final String MISSING = "The page was not opened: no chromium, chromium-browser or google-chrome is on the PATH.";

	private static final Path SCREENSHOTS = Path.of("target", "screenshots");

	private final Playwright playwright;

	private final Browser browser;

	private SystemBrowser(Playwright playwright, Browser browser) {
		this.playwright = playwright;
		this.browser = browser;
	}

	static SystemBrowser start() {
		Path chromium = find();
		assertThat(chromium).as(MISSING).isNotNull();
		Playwright playwright = Playwright
			.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
		return new SystemBrowser(playwright,
				playwright.chromium()
					.launch(new BrowserType.LaunchOptions().setExecutablePath(chromium)
						.setChromiumSandbox(false)
						.setArgs(List.of("--disable-gpu", "--disable-quic", "--no-first-run",
								"--disable-background-networking", "--disable-component-update", "--disable-sync"))));
	}

	/** Whether the tests run: where tools are required they do, to fail without them. */
	static boolean canRun() {
		return find() != null || "true".equals(System.getenv("TIDEMARK_REQUIRE_TOOLS"));
	}

	private static @Nullable Path find() {
		List<String> folders = List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator));
		return Stream.of("chromium", "chromium-browser", "google-chrome")
			.flatMap((name) -> folders.stream().map((folder) -> Path.of(folder, name)))
			.filter(Files::isExecutable)
			.findFirst()
			.orElse(null);
	}

	BrowserContext context(int width, ColorScheme scheme) {
		return this.browser
			.newContext(new Browser.NewContextOptions().setViewportSize(width, (width < 600) ? 1_600 : 900)
				.setColorScheme(scheme));
	}

	static void screenshot(Page page, String name) {
		page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name)));
	}

	@Override
	public void close() {
		this.playwright.close();
	}

}
