package io.tidemark.boot.resources;

import java.util.ArrayList;
import java.util.List;

import io.tidemark.watch.WatchedResource;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Sinks of Reactor that are beans of type {@link WatchedSink}.
 *
 * @since 0.1.0
 */
public final class SinkBeans implements ResourceSource {

	private final MadeBeans beans;

	/**
	 * @param beans where the sinks are
	 */
	public SinkBeans(ConfigurableListableBeanFactory beans) {
		this.beans = new MadeBeans(beans);
	}

	@Override
	public String name() {
		return "sinks";
	}

	@Override
	public List<WatchedResource> resources() {
		List<WatchedResource> resources = new ArrayList<>();
		this.beans.each(WatchedSink.class, (name, sink) -> resources.add(sink.resource()));
		return resources;
	}

}
