package io.tidemark.boot.resources;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.tidemark.watch.WatchedResource;
import io.tidemark.watch.WatchedResources;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OfferedResourcesTests {

	private final List<WatchedResource> there = new ArrayList<>();

	private boolean failing;

	private final WatchedResources watched = new WatchedResources(Duration.ofSeconds(10), 2);

	private final OfferedResources offered = new OfferedResources(new ResourceSources(List.of(source())), this.watched);

	@Test
	void whatIsNewIsWatchedAndWhatIsGoneIsForgotten() {
		this.there.add(resource("orders"));
		this.offered.renew();
		assertThat(names()).containsExactly("orders");

		this.there.set(0, resource("carts"));
		this.offered.renew();
		this.offered.renew();
		this.offered.renew();

		assertThat(names()).containsExactly("carts");
	}

	@Test
	void aLookThatFailsTakesNoHistoryAway() {
		this.there.add(resource("orders"));
		this.offered.renew();
		this.watched.read(Instant.EPOCH, List.of());
		this.failing = true;
		this.offered.renew();
		this.offered.renew();
		this.failing = false;
		this.offered.renew();

		assertThat(this.watched.all()).singleElement()
			.satisfies((orders) -> assertThat(orders.series().last()).isEqualTo(1));
	}

	@Test
	void whatSomebodyElseAddedStays() {
		this.watched.add(resource("own"));

		this.offered.renew();
		this.offered.renew();

		assertThat(names()).containsExactly("own");
	}

	private List<String> names() {
		return this.watched.all().stream().map((watched) -> watched.resource().name()).toList();
	}

	private static WatchedResource resource(String name) {
		return WatchedResource.of(name, "entries", () -> 1);
	}

	private ResourceSource source() {
		return new ResourceSource() {

			@Override
			public String name() {
				return "test";
			}

			@Override
			public List<WatchedResource> resources() {
				if (OfferedResourcesTests.this.failing) {
					throw new IllegalStateException("planted");
				}
				return OfferedResourcesTests.this.there;
			}

		};
	}

}
