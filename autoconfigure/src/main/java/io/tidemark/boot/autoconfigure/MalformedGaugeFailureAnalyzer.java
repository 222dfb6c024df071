package io.tidemark.boot.autoconfigure;

import io.tidemark.boot.resources.MalformedGaugeException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Says which gauge cannot be read, before Boot's analyzers say only that a bean could not
 * be made.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class MalformedGaugeFailureAnalyzer extends AbstractFailureAnalyzer<MalformedGaugeException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, MalformedGaugeException cause) {
		return new FailureAnalysis(cause.getMessage() + ".",
				"Write the entry as 'meter.name{tag=value} | unit | limit', for example "
						+ "'cache.size{cache=orders} | entries | 10000'; all but the name may be left out.",
				cause);
	}

}
