package io.tidemark.parse;

import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Who owns what: a dump says it where the owner stands, or by the owner's number. Bounded
 * by {@value #REMEMBERED} monitors and as many names.
 */
final class LockOwners {

	static final int REMEMBERED = 10_000;

	private final Map<String, Long> monitors = new HashMap<>();

	private final Map<Long, String> names = new HashMap<>();

	void remember(DumpedThread thread) {
		if (thread.owned().isEmpty() || this.monitors.size() >= REMEMBERED) {
			return;
		}
		for (String monitor : thread.owned()) {
			if (!(thread.waitsInMonitor() && thread.lock().contentEquals(monitor))) {
				this.monitors.put(monitor, thread.id());
			}
		}
		name(thread.id(), thread.name().toString());
	}

	void name(long thread, String name) {
		if (this.names.size() < REMEMBERED) {
			this.names.put(thread, name);
		}
	}

	/**
	 * Name of the owner, {@code null} if not known.
	 * @param monitor the monitor with its identity
	 * @param owner the number of the owner, 0 if not said
	 */
	@Nullable String owner(String monitor, long owner) {
		Long known = (owner != 0) ? Long.valueOf(owner) : this.monitors.get(monitor);
		if (known == null) {
			return null;
		}
		String name = this.names.get(known);
		return (name == null || name.isEmpty()) ? "thread " + known : name;
	}

}
