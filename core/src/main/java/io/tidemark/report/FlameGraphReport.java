package io.tidemark.report;

import java.util.List;

import io.tidemark.diff.KeptSnapshot;
import io.tidemark.diff.SnapshotDiff;
import io.tidemark.heap.OldObject;
import io.tidemark.heap.OldObjects;
import io.tidemark.snapshot.Frame;
import one.convert.CallStack;
import one.convert.FlameGraph;

import static one.convert.Frame.TYPE_CPP;
import static one.convert.Frame.TYPE_INLINED;
import static one.convert.Frame.TYPE_JIT_COMPILED;
import static one.convert.Frame.TYPE_KERNEL;

/**
 * Writes results as a flame graph: one page for a browser that holds its script and asks
 * for nothing else. Each column is a stack, its group at the top, as wide as it has
 * threads. What comes from the program is written as text, and a content security policy
 * lets the browser run only the scripts that were written here.
 * <p>
 * All groups are drawn: at most 2,000 stacks of 256 methods for a snapshot and one more
 * for each group, twice as many for a diff. May be used by any number of threads.
 *
 * @since 0.1.0
 */
public final class FlameGraphReport {

	private final FlameGraphTemplate template = new FlameGraphTemplate();

	/**
	 * The diff as one graph in which stacks that vanished are drawn, too: a stack is as
	 * wide as the larger of before and after, and its color says how it changed.
	 */
	public String diff(SnapshotDiff diff, ReportContext context) {
		List<CountedStack> stacks = CountedStack.of(diff);
		FlameGraph current = this.template.graph(FlameGraphText.title(diff));
		FlameGraph base = this.template.graph("");
		for (CountedStack stack : stacks) {
			// jfr-converter draws no stack of the base that is gone: so the later one
			// gets
			// the larger number, and the base what is left when the change is taken from
			// it
			int width = Math.max(stack.before(), stack.after());
			add(current, stack, width);
			add(base, stack, width - stack.change());
		}
		current.diff(base);
		return this.template.page(current, FlameGraphText.title(diff), FlameGraphText.about(diff, stacks, context),
				"thread");
	}

	/** The snapshot as a graph. */
	public String snapshot(KeptSnapshot snapshot, ReportContext context) {
		String title = FlameGraphText.title(snapshot);
		FlameGraph graph = this.template.graph(title);
		CountedStack.of(snapshot.groups()).forEach((stack) -> add(graph, stack, stack.after()));
		return this.template.page(graph, title, FlameGraphText.about(snapshot, context), "thread");
	}

	/**
	 * Where the survivors were allocated, their class at the end of each column, as wide
	 * as there are samples or bytes. At most as many columns as there are survivors.
	 */
	public String survivors(OldObjects survivors, SurvivorWeight weight, HeapContext context) {
		FlameGraph graph = this.template.graph(FlameGraphText.SURVIVORS);
		survivors.objects().forEach((object) -> add(graph, object, weight.of(object)));
		return this.template.page(graph, FlameGraphText.SURVIVORS, FlameGraphText.about(survivors, weight, context),
				weight.noun());
	}

	private static void add(FlameGraph graph, OldObject object, long weight) {
		if (weight == 0) {
			return;
		}
		CallStack path = new CallStack();
		for (Frame frame : Survivors.outermostFirst(object)) {
			push(path, frame);
		}
		if (object.stack().isEmpty()) {
			path.push(CountedStack.NO_STACK, TYPE_CPP);
		}
		path.push(Printable.of(object.className()), TYPE_KERNEL);
		graph.addSample(path, weight);
	}

	/** The types are the colors of {@link FlameGraphText}. */
	private static void add(FlameGraph graph, CountedStack stack, int threads) {
		if (threads == 0) {
			return;
		}
		CallStack path = new CallStack();
		stack.root().forEach((name) -> path.push(Printable.of(name), TYPE_KERNEL));
		String missing = stack.missing();
		if (missing != null) {
			path.push(missing, TYPE_CPP);
		}
		stack.frames().forEach((frame) -> push(path, frame));
		graph.addSample(path, threads);
	}

	private static void push(CallStack path, Frame frame) {
		path.push(Printable.of(CountedStack.method(frame)),
				StackExcerpt.isJdk(frame) ? TYPE_INLINED : TYPE_JIT_COMPILED);
	}

}
