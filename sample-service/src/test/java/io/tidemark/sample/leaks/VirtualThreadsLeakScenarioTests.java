package io.tidemark.sample.leaks;

import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import org.springframework.test.context.TestPropertySource;

/**
 * The same when requests and tasks run on virtual threads.
 */
@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "Spring Boot uses virtual threads from JDK 21 on")
@TestPropertySource(properties = "spring.threads.virtual.enabled=true")
class VirtualThreadsLeakScenarioTests extends LeakScenarioTests {

}
