package io.tidemark.sample;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import org.springframework.test.context.TestPropertySource;

/**
 * The same when requests are served by virtual threads, and what leaks those of an
 * executor. Those that nobody manages are seen only by a dump of all, not by a count.
 */
@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "Spring Boot uses virtual threads from JDK 21 on")
@TestPropertySource(properties = "spring.threads.virtual.enabled=true")
class VirtualThreadsLeaksIT extends LeaksIT {

	@Override
	List<Mistake> mistakes() {
		List<Mistake> mistakes = new ArrayList<>(super.mistakes());
		mistakes.add(new Mistake("virtual-thread-parked", "task-*", "virtual-threads-parked-for-ever", ""));
		return mistakes;
	}

}
