package io.tidemark.boot.resources;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import org.apache.catalina.Container;
import org.apache.catalina.Context;
import org.apache.catalina.Service;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.AbstractProtocol;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;

/**
 * The embedded Tomcat of a context.
 */
final class TomcatServer {

	private final Supplier<ApplicationContext> context;

	TomcatServer(Supplier<ApplicationContext> context) {
		this.context = context;
	}

	/** What speaks with clients, one a connector. */
	List<AbstractProtocol<?>> protocols() {
		List<AbstractProtocol<?>> protocols = new ArrayList<>();
		Tomcat tomcat = tomcat();
		if (tomcat != null) {
			for (Service service : tomcat.getServer().findServices()) {
				for (Connector connector : service.findConnectors()) {
					if (connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol) {
						protocols.add(protocol);
					}
				}
			}
		}
		return protocols;
	}

	/** The web applications; with Boot there is one. */
	List<Context> applications() {
		List<Context> applications = new ArrayList<>();
		Tomcat tomcat = tomcat();
		if (tomcat != null) {
			for (Container child : tomcat.getHost().findChildren()) {
				if (child instanceof Context application) {
					applications.add(application);
				}
			}
		}
		return applications;
	}

	private @Nullable Tomcat tomcat() {
		return (this.context.get() instanceof WebServerApplicationContext context
				&& context.getWebServer() instanceof TomcatWebServer server) ? server.getTomcat() : null;
	}

}
