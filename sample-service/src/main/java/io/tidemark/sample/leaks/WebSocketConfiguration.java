package io.tidemark.sample.leaks;

import java.util.Map;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.server.support.WebSocketHandlerMapping;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

/**
 * Where the WebSocket endpoints are. Not with {@code @EnableWebSocket}: that declares a
 * task scheduler for SockJS, at which Boot's own for scheduled jobs would back off.
 */
@Configuration(proxyBeanMethods = false)
class WebSocketConfiguration {

	@Bean
	HandlerMapping webSocketHandlerMapping(WebSocketMapNeverCleaned scenario) {
		WebSocketHandlerMapping mapping = new WebSocketHandlerMapping();
		mapping.setOrder(-1); // before the controllers
		mapping.setUrlMap(Map.of("/leaks/websocket-map-never-cleaned/socket", handle(scenario.new FaultyHandler()),
				"/repaired/websocket-map-never-cleaned/socket", handle(scenario.new RepairedHandler())));
		return mapping;
	}

	private static WebSocketHttpRequestHandler handle(WebSocketHandler handler) {
		return new WebSocketHttpRequestHandler(handler);
	}

}
