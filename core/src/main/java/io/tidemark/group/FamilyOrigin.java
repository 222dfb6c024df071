package io.tidemark.group;

import java.util.List;

import io.tidemark.snapshot.Frame;

/**
 * Who started the threads of a family.
 *
 * @param frame the line that started them
 * @param library whether that line lies outside the application's packages
 * @param parent name of the thread that started one of them, redacted
 * @param stack stack of the creator of one of them, innermost first
 * @param threads how many threads of the family are known to come from there
 * @since 0.1.0
 */
public record FamilyOrigin(Frame frame, boolean library, String parent, List<Frame> stack, int threads) {

	public FamilyOrigin {
		stack = List.copyOf(stack);
	}

}
