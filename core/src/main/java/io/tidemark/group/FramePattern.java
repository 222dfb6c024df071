package io.tidemark.group;

import io.tidemark.snapshot.Frame;

/**
 * Frames that a rule asks for.
 *
 * @param className their class
 * @param methodName their method
 * @param excluded whether the frames it stands for are taken out of what the others of
 * its column match
 */
record FramePattern(Glob className, Glob methodName, boolean excluded) {

	boolean matches(Frame frame) {
		return this.methodName.matches(frame.methodName()) && this.className.matches(frame.className());
	}

	@Override
	public String toString() {
		return (this.excluded ? "!" : "") + this.className + "." + this.methodName;
	}

}
