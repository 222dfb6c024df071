package io.tidemark.jvm;

import java.nio.file.Path;
import java.util.List;

/**
 * How the files of a control group are called that tell of memory.
 */
enum MemoryFiles {

	/** Version 2. */
	VERSION_2("memory.max", "memory.current", "inactive_file", "active_file") {
		@Override
		long swapped(ProcFiles proc, Path group, List<String> stat) {
			return proc.count(group.resolve("memory.swap.current"));
		}

		@Override
		long swapLimit(ProcFiles proc, Path group) {
			return proc.count(group.resolve("memory.swap.max"));
		}

		@Override
		MemoryEvents events(ProcFiles proc, Path group) {
			List<String> events = proc.lines(group.resolve("memory.events").toString());
			return new MemoryEvents(Numbers.named(events, "high"), Numbers.named(events, "max"),
					Numbers.named(events, "oom"), Numbers.named(events, "oom_kill"));
		}
	},

	/** Version 1, where a limit of memory and swap together stands for one of swap. */
	VERSION_1("memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file", "total_active_file") {
		@Override
		long swapped(ProcFiles proc, Path group, List<String> stat) {
			return Numbers.named(stat, "total_swap");
		}

		@Override
		long swapLimit(ProcFiles proc, Path group) {
			ResourceLimit both = proc.limit(group.resolve("memory.memsw.limit_in_bytes"), "memory and swap");
			ResourceLimit memory = proc.limit(group.resolve(limit()), "memory");
			return (both != null && memory != null) ? Math.max(0, both.value() - memory.value()) : -1;
		}

		@Override
		MemoryEvents events(ProcFiles proc, Path group) {
			long kills = Numbers.named(proc.lines(group.resolve("memory.oom_control").toString()), "oom_kill");
			return new MemoryEvents(-1, proc.count(group.resolve("memory.failcnt")), -1, kills);
		}
	};

	private final String limit;

	private final String usage;

	private final String inactive;

	private final String active;

	MemoryFiles(String limit, String usage, String inactive, String active) {
		this.limit = limit;
		this.usage = usage;
		this.inactive = inactive;
		this.active = active;
	}

	String limit() {
		return this.limit;
	}

	/** What the group uses and may use. */
	ContainerMemory read(ProcFiles proc, Path group) {
		long used = proc.count(group.resolve(this.usage));
		List<String> stat = proc.lines(group.resolve("memory.stat").toString());
		long inactive = Numbers.named(stat, this.inactive);
		long active = Numbers.named(stat, this.active);
		long files = (inactive >= 0 && active >= 0) ? inactive + active : -1;
		long workingSet = (used >= 0 && inactive >= 0) ? Math.max(0, used - inactive) : -1;
		return new ContainerMemory(used, workingSet, files, swapped(proc, group, stat),
				proc.limit(group.resolve(this.limit), this.limit + " of the container"), swapLimit(proc, group));
	}

	abstract long swapped(ProcFiles proc, Path group, List<String> stat);

	/** 0 for none, -1 for any number. */
	abstract long swapLimit(ProcFiles proc, Path group);

	/** How often memory was short. */
	abstract MemoryEvents events(ProcFiles proc, Path group);

}
