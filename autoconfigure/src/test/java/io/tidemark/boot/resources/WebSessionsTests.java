package io.tidemark.boot.resources;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.web.server.WebSession;
import org.springframework.web.server.session.DefaultWebSessionManager;
import org.springframework.web.server.session.InMemoryWebSessionStore;

import static org.assertj.core.api.Assertions.assertThat;

class WebSessionsTests {

	@Test
	void sessionsInMemoryAreCountedWithTheirMaximum() {
		DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
		DefaultWebSessionManager manager = new DefaultWebSessionManager();
		beans.registerSingleton("manager", manager);
		InMemoryWebSessionStore store = (InMemoryWebSessionStore) manager.getSessionStore();
		WebSession session = store.createWebSession().block();
		session.start();
		session.save().block();

		WebSessions source = new WebSessions(beans);

		assertThat(Offered.value(source, "webflux.sessions", "manager")).isEqualTo(1);
		assertThat(Offered.limit(source, "webflux.sessions", "manager")).isEqualTo(10_000);
	}

}
