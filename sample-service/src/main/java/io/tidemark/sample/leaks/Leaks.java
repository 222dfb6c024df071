package io.tidemark.sample.leaks;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/**
 * Commits, repairs and releases the faults of all scenarios, one caller at a time for
 * each scenario, and never beyond its cap.
 */
@Component
class Leaks {

	private static final Log logger = LogFactory.getLog(Leaks.class);

	private final Map<String, LeakScenario> scenarios = new TreeMap<>();

	private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

	private final LeakProperties properties;

	Leaks(Collection<LeakScenario> scenarios, LeakProperties properties) {
		scenarios.forEach((scenario) -> this.scenarios.put(scenario.id(), scenario));
		this.properties = properties;
	}

	/** Returns the state of every scenario, by id. */
	List<State> states() {
		return this.scenarios.values().stream().map(this::state).toList();
	}

	/**
	 * Returns the state of one scenario.
	 * @throws ResponseStatusException 404 if there is none of that id
	 */
	State state(String id) {
		return state(find(id));
	}

	/**
	 * Commits a fault.
	 * @param id of the scenario
	 * @param times how often, a number as the caller wrote it; once when null
	 * @return the state afterwards
	 * @throws ResponseStatusException 404 if there is no such scenario, 400 if the number
	 * is none or out of range, 409 if the scenario would hold more than its cap, 503 if
	 * it cannot be had here
	 */
	State commit(String id, @Nullable String times) throws Exception {
		LeakScenario scenario = findSupported(id);
		int count = parse(times, "the cap of " + id, cap(scenario));
		return alone(scenario, () -> {
			refuseBeyondCap(scenario, count);
			for (int i = 0; i < count; i++) {
				scenario.commit();
			}
		});
	}

	/**
	 * Does the work of a scenario without the fault.
	 * @throws ResponseStatusException as {@link #commit}, but never 409
	 */
	State repaired(String id, @Nullable String times) throws Exception {
		LeakScenario scenario = findSupported(id);
		int count = parse(times, "sample.leaks.cap", this.properties.cap());
		return alone(scenario, () -> {
			for (int i = 0; i < count; i++) {
				scenario.repaired();
			}
		});
	}

	/**
	 * Gives back what a scenario holds.
	 * @throws ResponseStatusException 404 if there is no such scenario
	 */
	State release(String id) throws Exception {
		LeakScenario scenario = find(id);
		return alone(scenario, scenario::release);
	}

	/** Before the server stops: open streams would hold up a graceful shutdown. */
	@EventListener(ContextClosedEvent.class)
	void releaseAll() {
		for (LeakScenario scenario : this.scenarios.values()) {
			try {
				alone(scenario, scenario::release);
			}
			catch (Exception ex) {
				logger.warn("Could not release all that " + scenario.id() + " holds; the JVM ends anyway", ex);
			}
		}
	}

	private State alone(LeakScenario scenario, Work work) throws Exception {
		ReentrantLock lock = this.locks.computeIfAbsent(scenario.id(), (id) -> new ReentrantLock());
		lock.lock();
		try {
			work.run();
			return state(scenario);
		}
		finally {
			lock.unlock();
		}
	}

	private LeakScenario find(String id) {
		LeakScenario scenario = this.scenarios.get(id);
		if (scenario == null) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND, "Unknown scenario '%s': expected one of %s"
				.formatted(id, String.join(", ", this.scenarios.keySet())));
		}
		return scenario;
	}

	private LeakScenario findSupported(String id) {
		LeakScenario scenario = find(id);
		String unsupported = scenario.unsupported();
		if (unsupported != null) {
			throw new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE,
					"Scenario %s: %s".formatted(id, unsupported));
		}
		return scenario;
	}

	private static int parse(@Nullable String times, String limit, int most) {
		try {
			int count = (times != null) ? Integer.parseInt(times) : 1;
			if (count >= 1 && count <= most) {
				return count;
			}
		}
		catch (NumberFormatException ex) {
			// the sentence below says what was found
		}
		throw new ResponseStatusException(HttpStatus.BAD_REQUEST,
				"Parameter 'times': expected a whole number from 1 to %d (%s), found '%s'".formatted(most, limit,
						times));
	}

	private void refuseBeyondCap(LeakScenario scenario, int count) {
		int cap = cap(scenario);
		int held = scenario.held();
		if (held + count > cap) {
			throw new ResponseStatusException(HttpStatus.CONFLICT,
					"Scenario %s: expected at most %d faults held at a time, found %d held and %d more asked for; DELETE /leaks/%s releases them"
						.formatted(scenario.id(), cap, held, count, scenario.id()));
		}
	}

	private int cap(LeakScenario scenario) {
		return scenario.cap(this.properties);
	}

	private State state(LeakScenario scenario) {
		return new State(scenario.id(), scenario.held(), cap(scenario), scenario.threadNames() != null,
				scenario.threadNames(), scenario.threadsPerFault(), scenario.virtual(), scenario.unsupported(),
				scenario.wrong());
	}

	/**
	 * How a scenario stands.
	 *
	 * @param id of the scenario
	 * @param held faults that it holds now
	 * @param cap faults that it may hold at a time
	 * @param leaksThreads whether each fault leaves a thread more
	 * @param threadNames name pattern of these threads, empty when they have no name,
	 * absent when there are none
	 * @param threadsPerFault how many of these threads each fault leaves
	 * @param virtual whether these are virtual threads
	 * @param unsupported why the scenario cannot be had here, absent when it can
	 * @param wrong what is wrong, in one sentence
	 */
	record State(String id, int held, int cap, boolean leaksThreads, @Nullable String threadNames, int threadsPerFault,
			boolean virtual, @Nullable String unsupported, String wrong) {
	}

	private interface Work {

		void run() throws Exception;

	}

}
