package io.tidemark.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.tidemark.parse.ThreadDumpParser;
import io.tidemark.snapshot.ThreadSnapshot;

/**
 * The diagnostic commands of another JVM, as {@code jcmd} runs them, without starting a
 * JVM for each. Needs {@code --add-exports jdk.attach/sun.tools.attach=ALL-UNNAMED}.
 */
final class AttachedJvm implements AutoCloseable {

	private final ThreadDumpParser parser = new ThreadDumpParser();

	private final Path virtualDump = Files.createTempFile("virtual", ".json");

	private final VirtualMachine jvm;

	private final Method command;

	AttachedJvm(long pid) throws IOException, AttachNotSupportedException, ReflectiveOperationException {
		this.jvm = VirtualMachine.attach(String.valueOf(pid));
		this.command = Class.forName("sun.tools.attach.HotSpotVirtualMachine").getMethod("executeJCmd", String.class);
	}

	/**
	 * All platform threads, with their CPU time; stops the JVM for about a millisecond.
	 */
	ThreadSnapshot platformThreads() throws IOException {
		return parse(run("Thread.print"));
	}

	/** All threads that a dump to a file shows; that is the way to virtual ones. */
	ThreadSnapshot allThreads() throws IOException {
		run("Thread.dump_to_file -overwrite -format=json " + this.virtualDump);
		return parse(Files.readAllBytes(this.virtualDump));
	}

	private ThreadSnapshot parse(byte[] dump) throws IOException {
		return this.parser.parse(new ByteArrayInputStream(dump), Instant.now()).snapshot();
	}

	private byte[] run(String command) throws IOException {
		try (InputStream answer = (InputStream) this.command.invoke(this.jvm, command)) {
			return readAll(answer);
		}
		catch (InvocationTargetException ex) {
			throw new IOException("The JVM did not run " + command, ex.getCause());
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** On 17 this stream fails or ends too early when more is asked for at once. */
	private static byte[] readAll(InputStream in) throws IOException {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		byte[] some = new byte[128];
		for (int read = in.read(some); read > 0; read = in.read(some)) {
			all.write(some, 0, read);
		}
		return all.toByteArray();
	}

	@Override
	public void close() throws IOException {
		this.jvm.detach();
		Files.deleteIfExists(this.virtualDump);
	}

}
