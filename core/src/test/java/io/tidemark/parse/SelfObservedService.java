package io.tidemark.parse;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

import io.tidemark.capture.ThreadCapturer;
import io.tidemark.jvm.JvmFeatures;
import io.tidemark.snapshot.ThreadSnapshot;

/**
 * A {@link DumpedService} that captures itself when it is told to: by {@code walk}, or by
 * {@code chunks} of {@code ThreadInfo} as on JDK 17. Says one line a thread and an empty
 * one at the end.
 */
final class SelfObservedService {

	private SelfObservedService() {
	}

	public static void main(String[] args) throws Exception {
		new DumpedService().arrive();
		PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
		out.println("ready");
		BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		for (String order = orders.readLine(); order != null; order = orders.readLine()) {
			JvmFeatures jvm = order.equals("walk") ? JvmFeatures.current() : new JvmFeatures(17, true);
			ThreadSnapshot snapshot = new ThreadCapturer(jvm).capture(Instant.EPOCH);
			ThreadPlaces.of(snapshot).forEach(out::println);
			out.println();
		}
		System.exit(0);
	}

}
