package io.tidemark.sample.leaks;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntUnaryOperator;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Rules are scripts that are deployed while the service runs, each version in a class
 * loader of its own. One object of the old version is enough to keep its class, the
 * static fields, the class loader and the metaspace of both.
 */
@Component
final class ClassLoaderNeverReleased implements LeakScenario {

	private final Map<Integer, IntUnaryOperator> versions = new ConcurrentHashMap<>();

	private volatile @Nullable IntUnaryOperator repairedVersion;

	@Override
	public String id() {
		return "class-loader";
	}

	@Override
	public String wrong() {
		return "Each deployment of a script makes a class loader and the old versions stay registered, so their classes with 64 KiB in static fields are never unloaded.";
	}

	@Override
	public int cap(LeakProperties configured) {
		return configured.memoryCap();
	}

	@Override
	public int held() {
		return this.versions.size();
	}

	@Override
	public void commit() throws Exception {
		this.versions.put(this.versions.size() + 1, deploy()); // FAULT: beside the old
	}

	@Override
	public void repaired() throws Exception {
		this.repairedVersion = deploy(); // REPAIR: in place of the old one
	}

	@Override
	public void release() {
		this.versions.clear();
	}

	private static IntUnaryOperator deploy() throws Exception {
		Class<?> script = new ScriptLoader().define();
		Constructor<?> constructor = script.getDeclaredConstructor();
		constructor.setAccessible(true);
		IntUnaryOperator rule = (IntUnaryOperator) constructor.newInstance();
		rule.applyAsInt(1);
		return rule;
	}

	/** A class loader for one version of one script. */
	private static final class ScriptLoader extends ClassLoader {

		private static final String SCRIPT = "DiscountScript.class";

		private ScriptLoader() {
			super(ClassLoaderNeverReleased.class.getClassLoader());
		}

		Class<?> define() throws IOException {
			try (InputStream script = ClassLoaderNeverReleased.class.getResourceAsStream(SCRIPT)) {
				if (script == null) {
					throw new FileNotFoundException("Expected %s beside this class, found nothing".formatted(SCRIPT));
				}
				byte[] bytes = script.readAllBytes();
				return defineClass(DiscountScript.class.getName(), bytes, 0, bytes.length);
			}
		}

	}

}
