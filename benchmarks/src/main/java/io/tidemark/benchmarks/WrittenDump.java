package io.tidemark.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;

import io.tidemark.parse.DumpFormat;
import io.tidemark.snapshot.Frame;
import io.tidemark.snapshot.ObservedThread;

/**
 * Writes threads as each kind of dump has them, so that all formats are read with the
 * same threads.
 */
final class WrittenDump {

	private static final String TIME = "2026-11-21T12:00:00.123456789Z";

	private WrittenDump() {
	}

	static byte[] bytes(DumpFormat format, List<ObservedThread> threads) {
		StringBuilder text = new StringBuilder();
		switch (format) {
			case JSTACK -> write(text, threads, fullDump() + "\n", WrittenDump::jstack, "JNI global refs: 1\n");
			case JDK_TEXT -> write(text, threads, "1\n" + TIME + "\n25.0.3\n\n", WrittenDump::jdkText, "");
			case JDK_JSON -> write(text, threads,
					"{\n  \"threadDump\": {\n    \"time\": \"" + TIME
							+ "\",\n    \"threadContainers\": [\n      {\n        \"container\": \"<root>\",\n"
							+ "        \"threads\": [\n",
					WrittenDump::jdkJson, "{}\n]\n}\n]\n}\n}\n");
			case BOOT_TEXT -> write(text, threads, fullDump(), WrittenDump::bootText, "");
			case BOOT_JSON -> write(text, threads, "{\"threads\":[", WrittenDump::bootJson, "{\"threadName\":\"\"}]}");
		}
		return text.toString().getBytes(StandardCharsets.UTF_8);
	}

	private static void write(StringBuilder text, List<ObservedThread> threads, String beginning,
			BiConsumer<StringBuilder, ObservedThread> thread, String end) {
		text.append(beginning);
		threads.forEach((observed) -> thread.accept(text, observed));
		text.append(end);
	}

	private static String fullDump() {
		return "2026-11-21 12:00:00\nFull thread dump OpenJDK 64-Bit Server VM (25.0.3 mixed mode, sharing):\n";
	}

	private static void jstack(StringBuilder text, ObservedThread thread) {
		text.append('"').append(thread.name()).append("\" #").append(thread.id());
		text.append(" [12345] prio=5 os_prio=0 cpu=0.12ms elapsed=12.34s tid=0x00007f9e1802a8d0 nid=12345 waiting on"
				+ " condition  [0x00007f9e201fe000]\n   java.lang.Thread.State: ");
		text.append(thread.state()).append(" (parking)\n");
		String parking = "\t- parking to wait for  <0x00000000ffd1d258> (a java.util.concurrent.CountDownLatch$Sync)\n";
		for (Frame frame : thread.stack().frames()) {
			text.append("\tat ").append(frame.method()).append('(').append(module(frame)).append(source(frame));
			text.append(")\n").append(parking);
			parking = "";
		}
		text.append('\n');
	}

	private static void jdkText(StringBuilder text, ObservedThread thread) {
		text.append('#').append(thread.id()).append(" \"").append(thread.name()).append("\" ");
		text.append(thread.state()).append(' ').append(TIME).append('\n');
		thread.stack().frames().forEach((frame) -> text.append("    at ").append(element(frame)).append('\n'));
		text.append('\n');
	}

	private static void jdkJson(StringBuilder text, ObservedThread thread) {
		text.append("          {\n            \"tid\": \"").append(thread.id());
		text.append("\",\n            \"time\": \"").append(TIME);
		text.append("\",\n            \"name\": \"").append(thread.name());
		text.append("\",\n            \"state\": \"").append(thread.state()).append("\",\n            \"stack\": [\n");
		String comma = "";
		for (Frame frame : thread.stack().frames()) {
			text.append(comma).append("              \"").append(element(frame).replace("/", "\\/")).append('"');
			comma = ",\n";
		}
		text.append("\n            ]\n          },\n");
	}

	private static void bootText(StringBuilder text, ObservedThread thread) {
		text.append('"').append(thread.name()).append("\" - Thread t@").append(thread.id());
		text.append("\n   java.lang.Thread.State: ").append(thread.state()).append('\n');
		thread.stack().frames().forEach((frame) -> text.append("\tat ").append(element(frame)).append('\n'));
		text.append("\n   Locked ownable synchronizers:\n\t- None\n\n");
	}

	private static void bootJson(StringBuilder text, ObservedThread thread) {
		text.append("{\"threadName\":\"").append(thread.name()).append("\",\"threadId\":").append(thread.id());
		text.append(",\"blockedTime\":-1,\"blockedCount\":0,\"waitedTime\":-1,\"waitedCount\":1,\"lockOwnerId\":-1,"
				+ "\"daemon\":false,\"inNative\":false,\"suspended\":false,\"threadState\":\"");
		text.append(thread.state()).append("\",\"priority\":5,\"stackTrace\":[");
		String comma = "";
		for (Frame frame : thread.stack().frames()) {
			text.append(comma).append("{\"classLoaderName\":\"app\",\"methodName\":\"").append(frame.methodName());
			text.append("\",\"fileName\":\"").append(frame.fileName()).append("\",\"lineNumber\":");
			text.append(frame.lineNumber()).append(",\"className\":\"").append(frame.className());
			text.append("\",\"nativeMethod\":").append(frame.lineNumber() == Frame.NATIVE_METHOD).append('}');
			comma = ",";
		}
		text.append("],\"lockedMonitors\":[],\"lockedSynchronizers\":[],\"lockInfo\":{\"className\":"
				+ "\"java.util.concurrent.CountDownLatch$Sync\",\"identityHashCode\":12345678}},");
	}

	private static String element(Frame frame) {
		return module(frame) + frame;
	}

	private static String module(Frame frame) {
		return frame.className().startsWith("java.") ? "java.base/" : "";
	}

	private static String source(Frame frame) {
		String text = frame.toString();
		return text.substring(text.lastIndexOf('(') + 1, text.length() - 1);
	}

}
