package io.tidemark.boot.endpoint;

import java.nio.charset.StandardCharsets;

import org.springframework.boot.actuate.endpoint.Producible;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;

/**
 * Formats of the endpoint of memory, in the order that {@link ThreadDiffFormat} explains.
 *
 * @since 0.1.0
 */
public enum HeapDiffFormat implements Producible<HeapDiffFormat> {

	/** Stacks of survivors for tools that draw flame graphs; by parameter only. */
	FOLDED(new MimeType("text", "plain", StandardCharsets.UTF_8)),

	/** A flame graph of survivors; by parameter only. */
	FLAMEGRAPH(new MimeType("text", "html", StandardCharsets.UTF_8)),

	/** For a terminal. */
	TEXT(new MimeType("text", "plain", StandardCharsets.UTF_8)),

	/** For programs; the default. */
	JSON(MimeTypeUtils.APPLICATION_JSON),

	/** One page that needs nothing else. */
	HTML(new MimeType("text", "html", StandardCharsets.UTF_8));

	private final MimeType mimeType;

	HeapDiffFormat(MimeType mimeType) {
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
