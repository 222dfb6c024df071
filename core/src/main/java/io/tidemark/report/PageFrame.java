package io.tidemark.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What all pages share: the head with the content security policy, the top line, the
 * style and the script.
 */
final class PageFrame {

	private final PageTemplate page = PageTemplate.of("page.html");

	private final String script = PageTemplate.of("page.js").text();

	private final String scriptHash = hash(this.script);

	private final String style;

	private final String styleHash;

	private PageFrame(String style) {
		this.style = style;
		this.styleHash = hash(style);
	}

	/** A frame with these styles, each a resource of this package. */
	static PageFrame styled(String... styles) {
		return new PageFrame(
				Arrays.stream(styles).map((style) -> PageTemplate.of(style).text()).collect(Collectors.joining()));
	}

	/**
	 * The page.
	 * @param name what the script takes it for
	 * @param title title of the window
	 * @param heading where the reader is, for the top line
	 * @param formats links to other formats, for the top line
	 * @param main its content, as HTML
	 */
	String page(String name, String title, Markup heading, Markup formats, String main) {
		return this.page.fill(Map.of("styleHash", this.styleHash, "scriptHash", this.scriptHash, "style", this.style,
				"script", this.script, "page", name, "title", Markup.of("{} · Tidemark", title), "heading", heading,
				"formats", formats, "main", main));
	}

	/** Name of a script or style in a content security policy. */
	static String hash(String text) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
			return "sha256-" + Base64.getEncoder().encodeToString(digest);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Expected SHA-256, which every JDK has", ex);
		}
	}

}
