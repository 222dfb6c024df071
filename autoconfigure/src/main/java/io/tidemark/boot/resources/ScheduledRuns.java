package io.tidemark.boot.resources;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.springframework.scheduling.config.ScheduledTask;
import org.springframework.scheduling.config.ScheduledTaskHolder;
import org.springframework.scheduling.config.TaskExecutionOutcome;

/**
 * Tells when {@code @Scheduled} methods ran, as Spring remembers it: the last run of
 * each, of {@value #MOST} at most. Nothing is put around them. For one thread.
 *
 * @since 0.1.0
 */
public final class ScheduledRuns {

	/** Tasks that are looked at. */
	static final int MOST = 128;

	private final Supplier<? extends Collection<ScheduledTaskHolder>> holders;

	private final Map<String, Instant> seen = new HashMap<>();

	/**
	 * @param holders know the tasks
	 */
	public ScheduledRuns(Supplier<? extends Collection<ScheduledTaskHolder>> holders) {
		this.holders = holders;
	}

	/**
	 * Tells the runs that began since the last look.
	 * @param runs takes the beginning of each and its name
	 */
	public void look(BiConsumer<Instant, String> runs) {
		List<ScheduledTask> tasks = this.holders.get()
			.stream()
			.flatMap((holder) -> holder.getScheduledTasks().stream())
			.limit(MOST)
			.toList();
		this.seen.keySet().retainAll(tasks.stream().map(ScheduledTask::toString).collect(Collectors.toSet()));
		tasks.forEach((task) -> look(task, runs));
	}

	int size() {
		return this.seen.size();
	}

	private void look(ScheduledTask task, BiConsumer<Instant, String> runs) {
		TaskExecutionOutcome last = task.getTask().getLastExecutionOutcome();
		Instant began = last.executionTime();
		if (began != null && last.status() != TaskExecutionOutcome.Status.NONE
				&& !began.equals(this.seen.put(task.toString(), began))) {
			runs.accept(began, "the scheduled job " + task);
		}
	}

}
