package io.tidemark.boot.resources;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.tidemark.watch.LoadSignal;
import io.tidemark.watch.WatchedResource;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.core.log.LogMessage;

/**
 * Everything that the service offers to watch. A source that fails is blind and takes no
 * other with it. Of each at most {@value #MOST} resources are taken, so that none crowds
 * out the others. One ask takes some milliseconds; all of them are for one thread.
 *
 * @since 0.1.0
 */
public final class ResourceSources {

	/** Resources of one source at most. */
	public static final int MOST = 128;

	private static final Log logger = LogFactory.getLog(ResourceSources.class);

	private final List<ResourceSource> sources;

	private final Map<String, BlindSource> blind = new LinkedHashMap<>();

	private List<BlindSource> said = List.of();

	/**
	 * @param sources the sources, the most important first: of two resources with the
	 * same id, and of two loads with the same name, the first one counts
	 */
	public ResourceSources(List<ResourceSource> sources) {
		this.sources = List.copyOf(sources);
	}

	/** What there is to watch now, each id once. */
	public List<WatchedResource> resources() {
		this.blind.clear();
		Map<String, WatchedResource> byId = new LinkedHashMap<>();
		for (ResourceSource source : this.sources) {
			List<WatchedResource> offered = ask(source, ResourceSource::resources);
			offered.stream().limit(MOST).forEach((resource) -> byId.putIfAbsent(resource.id(), resource));
			if (offered.size() > MOST) {
				blind(source.name(),
						"it offers %,d resources, watched are the first %,d".formatted(offered.size(), MOST));
			}
			ask(source, ResourceSource::blind).stream().limit(MOST).forEach(this::blind);
		}
		sayNew();
		return List.copyOf(byId.values());
	}

	/** The load signals, each name once. */
	public List<LoadSignal> loads() {
		Map<String, LoadSignal> byName = new LinkedHashMap<>();
		for (ResourceSource source : this.sources) {
			ask(source, ResourceSource::loads).forEach((load) -> byName.putIfAbsent(load.name(), load));
		}
		return byName.values().stream().limit(LoadSignal.MOST).toList();
	}

	/** What is not watched although somebody may expect it, as of the last ask. */
	public List<BlindSource> blind() {
		return List.copyOf(this.blind.values());
	}

	private <T> List<T> ask(ResourceSource source, Function<ResourceSource, ? extends Collection<T>> question) {
		try {
			return new ArrayList<>(question.apply(source));
		}
		catch (RuntimeException | LinkageError ex) {
			blind(source.name(), "looking for them failed: " + ex);
			return List.of();
		}
	}

	private void blind(String name, String because) {
		blind(new BlindSource(name, because));
	}

	private void blind(BlindSource blind) {
		this.blind.putIfAbsent(blind.name(), blind);
	}

	/** Each once, and again if it was gone in between. */
	private void sayNew() {
		List<BlindSource> now = blind();
		now.stream()
			.filter((blind) -> !this.said.contains(blind))
			.forEach((blind) -> logger
				.debug(LogMessage.format("Tidemark does not watch %s: %s", blind.name(), blind.because())));
		this.said = now;
	}

}
