package io.tidemark.boot.resources;

import java.util.Set;
import java.util.stream.Collectors;

import io.tidemark.watch.WatchedResource;
import io.tidemark.watch.WatchedResources;

/**
 * Watches what the service offers: what is new is added, what is no longer offered is
 * forgotten. For one thread.
 *
 * @since 0.1.0
 */
public final class OfferedResources {

	private final ResourceSources sources;

	private final WatchedResources watched;

	private Set<String> offered = Set.of();

	public OfferedResources(ResourceSources sources, WatchedResources watched) {
		this.sources = sources;
		this.watched = watched;
	}

	/** Asks the sources again. Loads stay once they are known. */
	public void renew() {
		this.sources.loads().forEach(this.watched::load);
		Set<String> before = this.offered;
		this.offered = this.sources.resources()
			.stream()
			.filter(this.watched::add)
			.map(WatchedResource::id)
			.collect(Collectors.toUnmodifiableSet());
		before.stream().filter((id) -> !this.offered.contains(id)).forEach(this.watched::remove);
	}

}
