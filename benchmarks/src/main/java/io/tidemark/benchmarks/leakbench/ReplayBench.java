package io.tidemark.benchmarks.leakbench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Replays recordings of real runs through Tidemark and the rules.
 */
public final class ReplayBench {

	private ReplayBench() {
	}

	/**
	 * @param args {@code recordings=folder}, by default those of the documentation
	 */
	public static void main(String[] args) throws IOException {
		Arguments arguments = Arguments.parse(List.of("recordings=docs/benchmarks/recorded"), args);
		List<Contender> contenders = new ArrayList<>(List.of(Tidemark.contender(Simulation.STEP, false)));
		Baseline.all().stream().filter(Contender::chosen).forEach(contenders::add);
		System.out.print(Replay.of(Path.of(arguments.text("recordings"))).text(contenders));
	}

}
