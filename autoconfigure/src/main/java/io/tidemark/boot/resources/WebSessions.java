package io.tidemark.boot.resources;

import java.util.ArrayList;
import java.util.List;

import io.tidemark.watch.ResourceKind;
import io.tidemark.watch.WatchedResource;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.web.server.session.DefaultWebSessionManager;
import org.springframework.web.server.session.InMemoryWebSessionStore;

/**
 * Sessions of WebFlux where they lie in memory, with their maximum. Expired ones count
 * until the store removes them, which it does once a minute while there are requests.
 *
 * @since 0.1.0
 */
public final class WebSessions implements ResourceSource {

	private final MadeBeans beans;

	/**
	 * @param beans where the session manager is
	 */
	public WebSessions(ConfigurableListableBeanFactory beans) {
		this.beans = new MadeBeans(beans);
	}

	@Override
	public String name() {
		return "sessions of WebFlux";
	}

	@Override
	public List<WatchedResource> resources() {
		List<WatchedResource> resources = new ArrayList<>();
		this.beans.each(DefaultWebSessionManager.class, (name, manager) -> {
			if (manager.getSessionStore() instanceof InMemoryWebSessionStore store) {
				resources.add(WatchedResource.of("webflux.sessions", "sessions", () -> store.getSessions().size())
					.withKind(ResourceKind.POOL)
					.withTag("manager", name)
					.withLimit(store::getMaxSessions));
			}
		});
		return resources;
	}

}
