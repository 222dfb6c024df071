package io.tidemark.group;

/**
 * What a thread waits for, told from its state and stack; a closed set, because it is the
 * tag of a meter.
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

	/** Waits for a lock or a permit of {@code java.util.concurrent}. */
	LOCK("lock"),

	/** Waits for a condition or a barrier, or in {@code Object.wait}. */
	CONDITION("condition"),

	/** Waits for a latch to be counted down. */
	LATCH("latch"),

	/** Waits for the other parties of a phaser. */
	PHASER("phaser"),

	/** Hands an element to a taker who has not come, or to a queue that is full. */
	QUEUE_HANDOFF("queue-handoff"),

	/** Waits for an element of a queue. */
	QUEUE_TAKE("queue-take"),

	/** Waits for the result of a future, without a timeout. */
	FUTURE("future"),

	/** Waits for the result of a future, but not longer than a timeout. */
	TIMED_FUTURE("timed-future"),

	/** Sleeps. */
	SLEEP("sleep"),

	/** Waits in a selector. */
	SELECTOR("selector"),

	/** Waits for a connection that it accepts or opens. */
	SOCKET("socket"),

	/** Waits for bytes of a socket. */
	SOCKET_READ("socket-read"),

	/** Waits until a socket takes bytes. */
	SOCKET_WRITE("socket-write"),

	/** Reads or writes a file, a pipe or a terminal. */
	FILE("file"),

	/** Waits for a connection of a pool of database connections. */
	DATABASE_CONNECTION("database-connection"),

	/** Waits for an HTTP client: for a connection of its pool or for the answer. */
	HTTP_CLIENT("http-client"),

	/** Waits until another thread has initialised a class. */
	CLASS_INITIALISATION("class-initialisation"),

	/**
	 * Waits for a thread that waits for it. Told from the owners of locks, not from a
	 * stack.
	 */
	DEADLOCK("deadlock"),

	/**
	 * Runs in the same loop and gets nowhere. Told from several snapshots and CPU time,
	 * not from a stack.
	 */
	SPINNING("spinning"),

	/** A thread whose run is over, but which something still lists. */
	FINISHED("finished"),

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
