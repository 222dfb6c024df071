package io.tidemark.boot.autoconfigure;

import io.tidemark.group.WaitTableException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Says which wait rule is wrong, what was expected there and what was found. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class WaitTableFailureAnalyzer extends AbstractFailureAnalyzer<WaitTableException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, WaitTableException cause) {
		return new FailureAnalysis(cause.getMessage() + ".",
				"Correct the line in 'tidemark.wait-rules', or remove it. A rule is 'name | reason | state | at | in | on | because'.",
				cause);
	}

}
