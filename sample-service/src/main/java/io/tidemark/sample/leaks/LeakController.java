package io.tidemark.sample.leaks;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class LeakController {

	private final Leaks leaks;

	LeakController(Leaks leaks) {
		this.leaks = leaks;
	}

	@GetMapping("/leaks")
	List<Leaks.State> all() {
		return this.leaks.states();
	}

	@GetMapping("/leaks/{id}")
	Leaks.State one(@PathVariable String id) {
		return this.leaks.state(id);
	}

	@PostMapping("/leaks/{id}")
	Leaks.State commit(@PathVariable String id, @RequestParam(required = false) @Nullable String times)
			throws Exception {
		return this.leaks.commit(id, times);
	}

	@DeleteMapping("/leaks/{id}")
	Leaks.State release(@PathVariable String id) throws Exception {
		return this.leaks.release(id);
	}

	@PostMapping("/repaired/{id}")
	Leaks.State repaired(@PathVariable String id, @RequestParam(required = false) @Nullable String times)
			throws Exception {
		return this.leaks.repaired(id, times);
	}

}
