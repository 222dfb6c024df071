package io.tidemark.boot.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Says which property is out of range and what to set, before Boot's analyzer of failed
 * bindings says only that one failed.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PropertyOutOfRangeFailureAnalyzer extends AbstractFailureAnalyzer<PropertyOutOfRangeException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, PropertyOutOfRangeException cause) {
		return new FailureAnalysis(cause.getMessage() + ".",
				"Set '%s' to a value from %s, or remove it to use the default.".formatted(cause.property(),
						cause.range()),
				cause);
	}

}
