package io.tidemark.sample;

import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import org.springframework.test.context.TestPropertySource;

/**
 * The same when requests are served by virtual threads.
 */
@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "Spring Boot uses virtual threads from JDK 21 on")
@TestPropertySource(properties = "spring.threads.virtual.enabled=true")
class VirtualThreadsHealthyLoadIT extends HealthyLoadIT {

}
