package io.tidemark.boot.metrics;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.tidemark.group.WaitReason;

/**
 * What threads wait for, as a tag: fewer than the reasons of the engine, because each is
 * a series in every instance. A reason that comes to the engine is {@link #OTHER} until
 * it is sorted in.
 */
enum WaitTag {

	RUNNING(WaitReason.RUNNING, WaitReason.SPINNING),

	IDLE_WORKER(WaitReason.IDLE_WORKER),

	MONITOR(WaitReason.MONITOR),

	LOCK(WaitReason.LOCK),

	CONDITION(WaitReason.CONDITION),

	LATCH(WaitReason.LATCH, WaitReason.PHASER),

	QUEUE(WaitReason.QUEUE_TAKE, WaitReason.QUEUE_HANDOFF),

	FUTURE(WaitReason.FUTURE, WaitReason.TIMED_FUTURE),

	SLEEP(WaitReason.SLEEP, WaitReason.TIMER),

	SELECTOR(WaitReason.SELECTOR),

	IO(WaitReason.SOCKET, WaitReason.SOCKET_READ, WaitReason.SOCKET_WRITE, WaitReason.FILE),

	DATABASE_CONNECTION(WaitReason.DATABASE_CONNECTION),

	HTTP_CLIENT(WaitReason.HTTP_CLIENT),

	DEADLOCK(WaitReason.DEADLOCK),

	OTHER(WaitReason.CLASS_INITIALISATION, WaitReason.FINISHED, WaitReason.OTHER, WaitReason.UNKNOWN);

	private static final Map<WaitReason, WaitTag> TAGS = tags();

	private final Set<WaitReason> reasons;

	WaitTag(WaitReason first, WaitReason... rest) {
		this.reasons = EnumSet.of(first, rest);
	}

	String id() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	Set<WaitReason> reasons() {
		return this.reasons;
	}

	static WaitTag of(WaitReason reason) {
		return TAGS.getOrDefault(reason, OTHER);
	}

	private static Map<WaitReason, WaitTag> tags() {
		Map<WaitReason, WaitTag> tags = new EnumMap<>(WaitReason.class);
		for (WaitTag tag : values()) {
			tag.reasons.forEach((reason) -> tags.put(reason, tag));
		}
		return tags;
	}

}
