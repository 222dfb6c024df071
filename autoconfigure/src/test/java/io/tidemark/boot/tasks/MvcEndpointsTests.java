package io.tidemark.boot.tasks;

import java.util.List;

import io.tidemark.snapshot.Frame;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

class MvcEndpointsTests {

	@Test
	void endpointIsThePatternOfTheControllerOnTheStack() {
		assertThat(endpoint(frame("java.util.Arrays", "copyOf"), frame(Orders.class.getName(), "order"),
				frame("org.apache.catalina.core.StandardWrapperValve", "invoke")))
			.isEqualTo("GET /orders/{id}");
	}

	@Test
	void methodOfAnyKindIsSaidToBeAny() {
		assertThat(endpoint(frame(Orders.class.getName(), "all"))).isEqualTo("ANY /orders");
	}

	@Test
	void stackWithoutAControllerHasNone() {
		assertThat(endpoint(frame("com.example.Night", "run"), frame(Orders.class.getName(), "unmapped"))).isNull();
	}

	private static String endpoint(Frame... stack) {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Orders.class)) {
			RequestMappingHandlerMapping mapping = new RequestMappingHandlerMapping();
			mapping.setApplicationContext(context);
			mapping.afterPropertiesSet();
			return new MvcEndpoints(() -> List.of(mapping)).endpoint(List.of(stack));
		}
	}

	private static Frame frame(String className, String method) {
		return new Frame(className, method, null, 1);
	}

	@RestController
	static class Orders {

		@GetMapping("/orders/{id}")
		String order() {
			return "";
		}

		@RequestMapping("/orders")
		String all() {
			return "";
		}

		String unmapped() {
			return "";
		}

	}

}
