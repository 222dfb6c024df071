package io.tidemark.group;

/**
 * What a thread waits for, told from its state and stack.
 *
 * @since 0.1.0
 */
public enum WaitReason {

	/** Runs, or is ready to. */
	RUNNING("running"),

	/** Worker of a pool without a task. */
	IDLE_WORKER("idle-worker"),

	/** Timer or scheduler that waits for its next task. */
	TIMER("timer"),

	/** Wants to enter a monitor that another thread holds. */
	MONITOR("monitor"),

	/** Hands an element to a taker who has not come, or to a queue that is full. */
	QUEUE_HANDOFF("queue-handoff"),

	/** Waits for an element of a queue. */
	QUEUE_TAKE("queue-take"),

	/** Waits for the result of a future. */
	FUTURE("future"),

	/** Waits for a lock of {@code java.util.concurrent}. */
	LOCK("lock"),

	/** Waits for a condition or in {@code Object.wait}. */
	CONDITION("condition"),

	/** Sleeps. */
	SLEEP("sleep"),

	/** Waits in a selector. */
	SELECTOR("selector"),

	/** Waits for a connection or for bytes of a socket. */
	SOCKET("socket"),

	/** Waits for something that no rule names. */
	OTHER("other"),

	/** Not known because stacks were not captured. */
	UNKNOWN("unknown");

	private final String id;

	WaitReason(String id) {
		this.id = id;
	}

	/** Name of the reason in reports, such as {@code idle-worker}. */
	public String id() {
		return this.id;
	}

}
