package io.tidemark.report;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * A profile as a reader of profile.proto sees it, decoded without the library that wrote
 * it.
 */
final class DecodedProfile {

	private final Map<Integer, List<Object>> fields;

	private DecodedProfile(Map<Integer, List<Object>> fields) {
		this.fields = fields;
	}

	static DecodedProfile of(byte[] gzipped) throws IOException {
		try (GZIPInputStream input = new GZIPInputStream(new ByteArrayInputStream(gzipped))) {
			return new DecodedProfile(message(ByteBuffer.wrap(input.readAllBytes())));
		}
	}

	/** Samples as {@code value labels: frame < frame}, in their order. */
	List<String> samples() {
		return all(2).stream().map((sample) -> {
			List<String> frames = packed(sample.get(1).get(0)).stream().map(this::frame).toList();
			return sample.get(2).get(0) + " " + labels(sample) + ": " + String.join(" < ", frames);
		}).toList();
	}

	int sampleCount() {
		return this.fields.get(2).size();
	}

	String sampleType() {
		return string(all(1).get(0).get(1)) + "/" + string(all(1).get(0).get(2));
	}

	String defaultSampleType() {
		return string(this.fields.get(14));
	}

	long timeNanos() {
		return (Long) this.fields.get(9).get(0);
	}

	List<String> comments() {
		return this.fields.get(13).stream().map((index) -> string(List.of(index))).toList();
	}

	List<String> strings() {
		return this.fields.get(6).stream().map(DecodedProfile::text).toList();
	}

	boolean has(int field) {
		return this.fields.containsKey(field);
	}

	private Map<String, String> labels(Map<Integer, List<Object>> sample) {
		Map<String, String> labels = new LinkedHashMap<>();
		sample.getOrDefault(3, List.of()).forEach((bytes) -> {
			Map<Integer, List<Object>> label = message((ByteBuffer) bytes);
			labels.put(string(label.get(1)), string(label.get(2)));
		});
		return labels;
	}

	private String frame(long id) {
		Map<Integer, List<Object>> location = withId(4, id);
		Map<Integer, List<Object>> line = message((ByteBuffer) location.get(4).get(0));
		Map<Integer, List<Object>> function = withId(5, (Long) line.get(1).get(0));
		return string(function.get(2)) + (function.containsKey(4) ? "@" + string(function.get(4)) : "")
				+ (line.containsKey(2) ? ":" + line.get(2).get(0) : "");
	}

	private Map<Integer, List<Object>> withId(int field, long id) {
		return all(field).stream().filter((message) -> message.get(1).equals(List.of(id))).findFirst().orElseThrow();
	}

	private List<Map<Integer, List<Object>>> all(int field) {
		return this.fields.getOrDefault(field, List.of()).stream().map((bytes) -> message((ByteBuffer) bytes)).toList();
	}

	private String string(List<Object> index) {
		return text(this.fields.get(6).get(((Long) index.get(0)).intValue()));
	}

	private static String text(Object bytes) {
		return StandardCharsets.UTF_8.decode(((ByteBuffer) bytes).duplicate()).toString();
	}

	private static List<Long> packed(Object bytes) {
		ByteBuffer input = ((ByteBuffer) bytes).duplicate();
		List<Long> numbers = new ArrayList<>();
		while (input.hasRemaining()) {
			numbers.add(varint(input));
		}
		return numbers;
	}

	private static Map<Integer, List<Object>> message(ByteBuffer bytes) {
		ByteBuffer input = bytes.duplicate();
		Map<Integer, List<Object>> fields = new LinkedHashMap<>();
		while (input.hasRemaining()) {
			int tag = (int) varint(input);
			Object value = ((tag & 7) == 0) ? (Object) varint(input) : bytes(input, (int) varint(input));
			fields.computeIfAbsent(tag >> 3, (field) -> new ArrayList<>()).add(value);
		}
		return fields;
	}

	private static ByteBuffer bytes(ByteBuffer input, int length) {
		ByteBuffer bytes = input.slice(input.position(), length);
		input.position(input.position() + length);
		return bytes;
	}

	private static long varint(ByteBuffer input) {
		long value = 0;
		for (int shift = 0;; shift += 7) {
			byte next = input.get();
			value |= (long) (next & 0x7f) << shift;
			if (next >= 0) {
				return value;
			}
		}
	}

}
