package io.tidemark.boot.autoconfigure;

import io.tidemark.verdict.MalformedMuteException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Says which mute cannot be read and what one looks like, before Boot's analyzer of
 * failed bindings says only that one failed.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class MalformedMuteFailureAnalyzer extends AbstractFailureAnalyzer<MalformedMuteException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, MalformedMuteException cause) {
		return new FailureAnalysis("Property 'tidemark.leaks.mutes': %s.".formatted(cause.getMessage()),
				"Write each of 'tidemark.leaks.mutes[0]', '[1]', … as one entry with its last day: "
						+ "'thread-group:legacy-poller-* | ends with release 7 | 2027-03-31'.",
				cause);
	}

}
