package io.tidemark.jvm;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The control groups that hold this process, version 1 and 2. Of a group and those above
 * it the smallest limit counts.
 *
 * @param proc files of the kernel
 * @param groups folders of the process's group by controller, each below the root; the
 * one of version 2 has no name
 * @param mounts where the hierarchy of each of them begins
 * @see <a href="https://docs.kernel.org/admin-guide/cgroup-v2.html">cgroup v2</a>
 */
record Cgroups(ProcFiles proc, Map<String, Path> groups, Map<String, Path> mounts) {

	private static final String UNIFIED = "";

	/** Groups above one another at most; the kernel allows more, nobody has them. */
	private static final int DEPTH = 32;

	static Cgroups of(ProcFiles proc) {
		Map<String, String> paths = paths(proc.lines("proc/self/cgroup"));
		Map<String, Path> groups = new HashMap<>();
		Map<String, Path> mounts = new HashMap<>();
		for (String line : proc.lines("proc/self/mountinfo")) {
			Mount mount = Mount.parse(line);
			for (String controller : (mount != null) ? mount.controllers() : List.<String>of()) {
				if (mount != null && paths.containsKey(controller)) {
					mounts.put(controller, mount.folder());
					groups.put(controller, mount.folderOf(paths.get(controller)));
				}
			}
		}
		return new Cgroups(proc, groups, mounts);
	}

	/**
	 * Such as {@code 0::/system.slice/orders.service} or
	 * {@code 4:cpu,cpuacct:/docker/1f}.
	 */
	private static Map<String, String> paths(List<String> lines) {
		Map<String, String> paths = new HashMap<>();
		for (String line : lines) {
			String[] parts = line.split(":", 3);
			if (parts.length == 3) {
				Arrays.stream(parts[1].split(",")).forEach((controller) -> paths.put(controller, parts[2]));
			}
		}
		return paths;
	}

	/** Tasks, that is threads of all processes in the container. */
	@Nullable ResourceLimit threads() {
		return ResourceLimits.smallest(smallest(UNIFIED, "pids.max", "pids.max of the container"),
				smallest("pids", "pids.max", "pids.max of the container"));
	}

	/** Bytes of memory of all kinds. */
	@Nullable ResourceLimit memory() {
		return ResourceLimits.smallest(smallest(UNIFIED, "memory.max", "memory.max of the container"),
				smallest("memory", "memory.limit_in_bytes", "memory.limit_in_bytes of the container"));
	}

	/** Memory of all kinds of the group that has the smallest limit, else of our own. */
	ContainerMemory usage() {
		ContainerMemory version2 = usage(UNIFIED, MemoryFiles.VERSION_2);
		return version2.isKnown() ? version2 : usage("memory", MemoryFiles.VERSION_1);
	}

	private ContainerMemory usage(String controller, MemoryFiles files) {
		Path group = narrowest(controller, files.limit());
		return (group != null) ? files.read(this.proc, group) : ContainerMemory.UNKNOWN;
	}

	/** How often memory was short in that group. */
	MemoryEvents events() {
		Path version2 = narrowest(UNIFIED, MemoryFiles.VERSION_2.limit());
		MemoryEvents events = (version2 != null) ? MemoryFiles.VERSION_2.events(this.proc, version2)
				: MemoryEvents.UNKNOWN;
		Path version1 = narrowest("memory", MemoryFiles.VERSION_1.limit());
		return (events.equals(MemoryEvents.UNKNOWN) && version1 != null)
				? MemoryFiles.VERSION_1.events(this.proc, version1) : events;
	}

	/**
	 * Waits for memory in our own group, which only version 2 counts, else on the
	 * machine.
	 */
	MemoryStalls stalls() {
		Path group = this.groups.get(UNIFIED);
		MemoryStalls own = (group != null && !isTop(group))
				? MemoryStalls.parse(this.proc.lines(group.resolve("memory.pressure").toString()), true)
				: MemoryStalls.UNKNOWN;
		return own.isKnown() ? own : MemoryStalls.parse(this.proc.lines("proc/pressure/memory"), false);
	}

	/** The top of all groups has no type; that of a container has. */
	private boolean isTop(Path group) {
		return this.proc.lines(group.resolve("cgroup.type").toString()).isEmpty();
	}

	/** The group with the smallest limit, or our own if there is no limit. */
	private @Nullable Path narrowest(String controller, String file) {
		Path group = this.groups.get(controller);
		Path mount = this.mounts.get(controller);
		Path narrowest = group;
		ResourceLimit smallest = null;
		for (int i = 0; i < DEPTH && group != null && mount != null && group.startsWith(mount); i++) {
			ResourceLimit limit = this.proc.limit(group.resolve(file), file);
			if (limit != null && (smallest == null || limit.value() < smallest.value())) {
				smallest = limit;
				narrowest = group;
			}
			group = group.getParent();
		}
		return narrowest;
	}

	private @Nullable ResourceLimit smallest(String controller, String file, String name) {
		Path group = this.groups.get(controller);
		Path mount = this.mounts.get(controller);
		ResourceLimit smallest = null;
		for (int i = 0; i < DEPTH && group != null && mount != null && group.startsWith(mount); i++) {
			smallest = ResourceLimits.smallest(smallest, this.proc.limit(group.resolve(file), name));
			group = group.getParent();
		}
		return smallest;
	}

	/**
	 * A line of {@code mountinfo}: {@code 30 23 0:26 /root /sys/fs/cgroup rw shared:4 -
	 * cgroup2 cgroup2 rw,nsdelegate}.
	 *
	 * @param root the group that is mounted
	 * @param folder where, below our root
	 * @param controllers what it controls
	 */
	private record Mount(String root, Path folder, List<String> controllers) {

		private static final int ROOT = 3;

		private static final int FOLDER = 4;

		static @Nullable Mount parse(String line) {
			String[] halves = line.split(" - ", 2);
			String[] where = halves[0].split(" ");
			String[] what = (halves.length == 2) ? halves[1].split(" ") : new String[0];
			if (where.length <= FOLDER || what.length < 3 || !what[0].startsWith("cgroup")) {
				return null;
			}
			List<String> controllers = what[0].equals("cgroup2") ? List.of(UNIFIED) : List.of(what[2].split(","));
			return new Mount(where[ROOT], Path.of(withoutSlash(where[FOLDER])), controllers);
		}

		/**
		 * In a container without a namespace of its own the path is the host's, and only
		 * its own part is mounted.
		 */
		Path folderOf(String path) {
			String below = (!this.root.equals("/") && path.startsWith(this.root)) ? path.substring(this.root.length())
					: path;
			boolean hidden = !this.root.equals("/") && !path.startsWith(this.root);
			return (hidden || below.contains("..")) ? this.folder : this.folder.resolve(withoutSlash(below));
		}

		private static String withoutSlash(String path) {
			return path.startsWith("/") ? path.substring(1) : path;
		}

	}

}
