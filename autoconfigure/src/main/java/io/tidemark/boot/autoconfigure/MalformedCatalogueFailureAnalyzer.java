package io.tidemark.boot.autoconfigure;

import io.tidemark.expected.MalformedCatalogueException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Says which expected thread cannot be read and what an entry looks like, before Boot's
 * analyzer of failed bindings says only that one failed.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class MalformedCatalogueFailureAnalyzer extends AbstractFailureAnalyzer<MalformedCatalogueException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, MalformedCatalogueException cause) {
		return new FailureAnalysis(cause.getMessage() + ".",
				"Write each of 'tidemark.expected-threads[0]', '[1]', … as one entry: 'acme-poller | name acme-poller-* | "
						+ "stack com.acme.Poller.run | at most 4 | because one per feed | source com.acme.Poller'.",
				cause);
	}

}
