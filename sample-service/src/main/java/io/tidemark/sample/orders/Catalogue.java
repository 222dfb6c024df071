package io.tidemark.sample.orders;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/**
 * What can be ordered: four things to drink and 800 blends of them, about 100 kB of JSON
 * in all.
 */
@RestController
@RequestMapping("/catalogue")
class Catalogue {

	private static final int BLENDS = 800;

	private final Map<String, Product> products = new LinkedHashMap<>();

	Catalogue() {
		add(new Product("tea", "Black tea, loose, 100 g", 450));
		add(new Product("coffee", "Coffee beans, 250 g", 790));
		add(new Product("cocoa", "Cocoa powder, 200 g", 520));
		add(new Product("mate", "Mate leaves, 500 g", 610));
		for (int blend = 1; blend <= BLENDS; blend++) {
			add(new Product("blend-" + blend, "House blend number " + blend + " of tea, coffee, cocoa and mate, 250 g",
					500 + blend));
		}
	}

	private void add(Product product) {
		this.products.put(product.name(), product);
	}

	@GetMapping
	Collection<Product> all() {
		return this.products.values();
	}

	@GetMapping("/{name}")
	Product one(@PathVariable String name) {
		Product product = this.products.get(name);
		if (product == null) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND,
					"Unknown product '%s': expected one of GET /catalogue".formatted(name));
		}
		return product;
	}

}
