package io.tidemark.boot.resources;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import io.tidemark.watch.LoadSignal;
import io.tidemark.watch.WatchedQueue;
import io.tidemark.watch.WatchedResource;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * What the application registers itself: beans of type {@link WatchedResource} and
 * {@link LoadSignal}. They are made if they are not yet, for nobody else may ask for
 * them; one that cannot be made is blind.
 *
 * @since 0.1.0
 */
public final class ApplicationResources implements ResourceSource {

	private final ConfigurableListableBeanFactory beans;

	private final List<BlindSource> blind = new ArrayList<>();

	/** Definitions do not change any more, and looking at all of them is dear. */
	private final Map<Class<?>, String[]> names = new HashMap<>();

	/**
	 * @param beans where they are
	 */
	public ApplicationResources(ConfigurableListableBeanFactory beans) {
		this.beans = beans;
	}

	@Override
	public String name() {
		return "beans";
	}

	@Override
	public List<WatchedResource> resources() {
		this.blind.clear();
		List<WatchedResource> resources = new ArrayList<>();
		each(WatchedResource.class, (name, resource) -> resources.add(resource));
		each(WatchedQueue.class, (name, queue) -> resources.add(queue.resource()));
		return resources;
	}

	@Override
	public List<LoadSignal> loads() {
		List<LoadSignal> loads = new ArrayList<>();
		each(LoadSignal.class, (name, load) -> loads.add(load));
		return loads;
	}

	@Override
	public List<BlindSource> blind() {
		return List.copyOf(this.blind);
	}

	private <T> void each(Class<T> type, BiConsumer<String, T> action) {
		String[] names = this.names.computeIfAbsent(type, (each) -> this.beans.getBeanNamesForType(each, false, false));
		for (String name : names) {
			try {
				action.accept(name, this.beans.getBean(name, type));
			}
			catch (RuntimeException | LinkageError ex) {
				this.blind.add(new BlindSource("bean '" + name + "'", "it cannot be made: " + ex.getMessage()));
			}
		}
	}

}
