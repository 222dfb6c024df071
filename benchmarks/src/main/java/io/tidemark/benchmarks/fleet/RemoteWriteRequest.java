package io.tidemark.benchmarks.fleet;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/**
 * Samples of the past in the form that Prometheus takes over {@code /api/v1/write}:
 * protocol buffers within Snappy, of which only the literal is used, so nothing is
 * compressed. See the remote-write specification 1.0 of Prometheus and
 * {@code format_description.txt} of Snappy.
 */
final class RemoteWriteRequest {

	private static final int VARINT = 0;

	private static final int FIXED = 1;

	private static final int BYTES = 2;

	/** Bytes of a literal at most, so that two bytes hold its length. */
	private static final int LITERAL = 0x10000;

	private final ByteArrayOutputStream content = new ByteArrayOutputStream();

	/**
	 * Adds one series.
	 * @param labels its labels, the name as {@code __name__} among them
	 * @param values values at the moments; where one is NaN there is no sample
	 * @param moments the moments, earliest first
	 */
	void add(SortedMap<String, String> labels, double[] values, List<Instant> moments) {
		ByteArrayOutputStream series = new ByteArrayOutputStream(1024);
		labels.forEach((name, content) -> {
			ByteArrayOutputStream label = new ByteArrayOutputStream(64);
			text(label, 1, name);
			text(label, 2, content);
			message(series, 1, label);
		});
		for (int i = 0; i < values.length; i++) {
			if (!Double.isNaN(values[i])) {
				message(series, 2, sample(values[i], moments.get(i).toEpochMilli()));
			}
		}
		message(this.content, 1, series);
	}

	private static ByteArrayOutputStream sample(double value, long millis) {
		ByteArrayOutputStream sample = new ByteArrayOutputStream(20);
		varint(sample, 1 << 3 | FIXED);
		sample.writeBytes(ByteBuffer.allocate(Double.BYTES).order(ByteOrder.LITTLE_ENDIAN).putDouble(value).array());
		varint(sample, 2 << 3 | VARINT);
		varint(sample, millis);
		return sample;
	}

	private static void text(ByteArrayOutputStream target, int field, String text) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		varint(target, field << 3 | BYTES);
		varint(target, bytes.length);
		target.writeBytes(bytes);
	}

	private static void message(ByteArrayOutputStream target, int field, ByteArrayOutputStream message) {
		varint(target, field << 3 | BYTES);
		varint(target, message.size());
		target.writeBytes(message.toByteArray());
	}

	private static void varint(ByteArrayOutputStream target, long value) {
		long rest = value;
		for (; rest >>> 7 != 0; rest >>>= 7) {
			target.write((int) (rest & 0x7F | 0x80));
		}
		target.write((int) rest);
	}

	/** The body of the request. */
	byte[] body() {
		byte[] plain = this.content.toByteArray();
		ByteArrayOutputStream body = new ByteArrayOutputStream(plain.length + 16);
		varint(body, plain.length);
		for (int from = 0; from < plain.length; from += LITERAL) {
			int length = Math.min(LITERAL, plain.length - from);
			body.write(61 << 2); // a literal whose length, less 1, follows in two bytes
			body.write(length - 1);
			body.write(length - 1 >> 8);
			body.write(plain, from, length);
		}
		return body.toByteArray();
	}

}
