package io.tidemark.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The observed service: a stock Boot application with the starter that starts as many
 * threads as it is told to, and the peers that Boot does not have.
 */
@SpringBootApplication
@RestController
class BenchmarkApplication {

	private final com.sun.management.ThreadMXBean mxBean = (com.sun.management.ThreadMXBean) ManagementFactory
		.getPlatformMXBean(ThreadMXBean.class);

	private final List<ParkedThreads> parked = new ArrayList<>();

	public static void main(String[] args) {
		SpringApplication.run(BenchmarkApplication.class, args);
	}

	/** Starts threads that stay until the process ends. */
	@PostMapping("/threads")
	synchronized void start(@RequestParam int count, @RequestParam(defaultValue = "0") int waitingPools) {
		this.parked.add(ParkedThreads.start(count, waitingPools));
	}

	/** A request that does nothing: what the measuring itself costs. */
	@GetMapping("/nothing")
	String nothing() {
		return "";
	}

	/** The least that a capture has to do, on a request thread. */
	@GetMapping("/walk")
	String walk() {
		return String.valueOf(BareWalk.walk());
	}

	/** Bytes that all live threads have allocated since they started. */
	@GetMapping("/allocated")
	String allocated() {
		long[] bytes = this.mxBean.getThreadAllocatedBytes(this.mxBean.getAllThreadIds());
		return String.valueOf(LongStream.of(bytes).filter((value) -> value > 0).sum());
	}

}
