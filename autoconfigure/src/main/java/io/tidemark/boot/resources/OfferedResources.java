package io.tidemark.boot.resources;

import java.util.HashMap;
import java.util.Map;

import io.tidemark.watch.WatchedResources;

/**
 * Watches what the service offers: what is new is added, what is no longer offered is
 * forgotten. For one thread.
 *
 * @since 0.1.0
 */
public final class OfferedResources {

	static final int GONE = 3;

	private final ResourceSources sources;

	private final WatchedResources watched;

	/** By id: looks in a row at which it was not offered any more. */
	private final Map<String, Integer> absent = new HashMap<>();

	public OfferedResources(ResourceSources sources, WatchedResources watched) {
		this.sources = sources;
		this.watched = watched;
	}

	/**
	 * Asks the sources again. Loads stay once they are known; a resource goes when it was
	 * not offered {@value #GONE} times in a row, because its history is lost then and one
	 * look may fail.
	 */
	public void renew() {
		this.sources.loads().forEach(this.watched::load);
		this.absent.replaceAll((id, looks) -> looks + 1);
		this.sources.resources()
			.stream()
			.filter(this.watched::add)
			.forEach((resource) -> this.absent.put(resource.id(), 0));
		this.absent.entrySet().removeIf((each) -> each.getValue() >= GONE && forget(each.getKey()));
	}

	private boolean forget(String id) {
		this.watched.remove(id);
		return true;
	}

}
