package io.tidemark.boot.endpoint;

import java.nio.charset.StandardCharsets;

import org.springframework.boot.actuate.endpoint.Producible;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;

/**
 * Formats of the endpoint. Where a request accepts several alike, Actuator takes the last
 * of them in this order: a browser, which accepts everything, gets the page, and
 * {@code curl}, which names nothing, the default. So the two that share their type with a
 * later one are there for the {@code format} parameter only.
 *
 * @since 0.1.0
 */
public enum ThreadDiffFormat implements Producible<ThreadDiffFormat> {

	/** Folded stacks for tools that draw flame graphs; by parameter only. */
	FOLDED(new MimeType("text", "plain", StandardCharsets.UTF_8)),

	/** A flame graph as a page that needs nothing else; by parameter only. */
	FLAMEGRAPH(new MimeType("text", "html", StandardCharsets.UTF_8)),

	/** For a terminal. */
	TEXT(new MimeType("text", "plain", StandardCharsets.UTF_8)),

	/**
	 * A gzipped profile for {@code go tool pprof} and profile stores. The type is the one
	 * that pprof's own web page and the stores give a profile for download; Go's
	 * {@code net/http/pprof} says {@code application/octet-stream}, which as an
	 * {@code Accept} means any download and not this one.
	 */
	PPROF(new MimeType("application", "vnd.google.protobuf+gzip")),

	/** For programs; the default. */
	JSON(MimeTypeUtils.APPLICATION_JSON),

	/** One page that needs nothing else. */
	HTML(new MimeType("text", "html", StandardCharsets.UTF_8));

	private final MimeType mimeType;

	ThreadDiffFormat(MimeType mimeType) {
		this.mimeType = mimeType;
	}

	@Override
	public MimeType getProducedMimeType() {
		return this.mimeType;
	}

	@Override
	public boolean isDefault() {
		return this == JSON;
	}

}
