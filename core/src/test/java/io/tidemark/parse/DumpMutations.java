package io.tidemark.parse;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Breaks dumps in the ways in which they break, and in some more. */
final class DumpMutations {

	/** What the parser looks for, so that it is found where it should not be. */
	private static final List<String> TOKENS = List.of("\"", "\" #", "\" #12 ", "#", "#7 \"", "tid=0x", "\n", "\r\n",
			"\r", "\tat ", "at a.b(C.java:1)", "at ", "(", ")", "/", "/0x1", "- locked <", "- waiting on <0x1> (a ",
			"<", ">", "java.lang.Thread.State: ", "java.lang.Thread.State: WAITING\n", "Full thread dump (25",
			"JNI global refs", "Found one Java-level deadlock:\n", "Found 1 deadlock.\n", "Threads class SMR info:\n",
			"}", "{", "[", "]", "{\"log\":\"", "\\u00", "\\", "{\"threads\":[", "\"threadDump\":{", "null",
			"\"stackTrace\":", "\ufeff", "\0", "2026-11-21 13:44:30\n", "2026-11-21T13:44:30Z\n",
			"Mounted virtual thread #", "which is held by \"", "java.lang.Exception: x\n", " owned by \"x\" t@1",
			"99999999999999999999", "-1", "\ud800");

	private final Random random;

	private byte[] bytes;

	private DumpMutations(byte[] bytes, long seed) {
		this.bytes = bytes;
		this.random = new Random(seed);
	}

	/** Breaks a dump in as many places as said, with pieces of another one. */
	static byte[] mutate(byte[] dump, byte[] other, long seed, int times) {
		DumpMutations mutations = new DumpMutations(dump, seed);
		for (int i = 0; i < times; i++) {
			mutations.mutate(other);
		}
		return mutations.bytes;
	}

	private void mutate(byte[] other) {
		int from = this.random.nextInt(this.bytes.length + 1);
		int to = Math.min(this.bytes.length, from + this.random.nextInt(1 + this.random.nextInt(4_000)));
		switch (this.random.nextInt(9)) {
			case 0 -> this.bytes = Arrays.copyOf(this.bytes, from);
			case 1 -> replace(from, to, new byte[0]);
			case 2 -> replace(from, from, Arrays.copyOfRange(this.bytes, from, to));
			case 3 -> replace(from, to, piece(other));
			case 4 -> flip(from, to);
			case 5 -> replace(from, from, token());
			case 6 -> replace(from, from, repeated(token()));
			case 7 -> this.bytes = new String(this.bytes, StandardCharsets.ISO_8859_1)
				.replace("\n", this.random.nextBoolean() ? "\r\n" : " ")
				.getBytes(StandardCharsets.ISO_8859_1);
			default -> this.bytes = Arrays.copyOfRange(this.bytes, from, this.bytes.length);
		}
	}

	private byte[] piece(byte[] other) {
		int from = this.random.nextInt(other.length + 1);
		return Arrays.copyOfRange(other, from, Math.min(other.length, from + this.random.nextInt(8_000)));
	}

	private byte[] token() {
		return TOKENS.get(this.random.nextInt(TOKENS.size())).getBytes(StandardCharsets.UTF_8);
	}

	/** Very long lines, very deep nesting. */
	private byte[] repeated(byte[] token) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		IntStream.range(0, 1 + this.random.nextInt(100_000) / token.length).forEach((i) -> out.writeBytes(token));
		return out.toByteArray();
	}

	private void flip(int from, int to) {
		this.bytes = this.bytes.clone();
		for (int i = from; i < to; i++) {
			if (this.random.nextInt(16) == 0) {
				this.bytes[i] = (byte) this.random.nextInt();
			}
		}
	}

	private void replace(int from, int to, byte[] by) {
		ByteArrayOutputStream out = new ByteArrayOutputStream(this.bytes.length + by.length);
		out.write(this.bytes, 0, from);
		out.writeBytes(by);
		out.write(this.bytes, to, this.bytes.length - to);
		this.bytes = out.toByteArray();
	}

}
