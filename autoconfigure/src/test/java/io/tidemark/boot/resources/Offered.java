package io.tidemark.boot.resources;

import java.util.List;

import io.tidemark.watch.WatchedResource;

import static org.assertj.core.api.Assertions.assertThat;

/** Looks up what a source offers. */
final class Offered {

	private Offered() {
	}

	/** The only resource of that name and tag. */
	static WatchedResource of(ResourceSource source, String name, String tagValue) {
		List<WatchedResource> found = source.resources()
			.stream()
			.filter((resource) -> resource.name().equals(name) && resource.tags().containsValue(tagValue))
			.toList();
		assertThat(found).as(name + " of " + tagValue).hasSize(1);
		return found.get(0);
	}

	static double value(ResourceSource source, String name, String tagValue) {
		return of(source, name, tagValue).reading().getAsDouble();
	}

	static double limit(ResourceSource source, String name, String tagValue) {
		return of(source, name, tagValue).limit().getAsDouble();
	}

}
