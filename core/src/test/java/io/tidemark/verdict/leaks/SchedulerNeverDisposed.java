package io.tidemark.verdict.leaks;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

final class SchedulerNeverDisposed implements Mistake {

	private final Scheduler shared = Schedulers.newSingle("refresh");

	private final List<Scheduler> forgotten = new CopyOnWriteArrayList<>();

	@Override
	public String signature() {
		return "scheduler-never-disposed";
	}

	@Override
	public void faulty() {
		refresh(() -> "rates").block();
	}

	@Override
	public void repaired() {
		refreshOnSharedScheduler(() -> "rates").block();
	}

	Mono<String> refresh(Supplier<String> rates) {
		Scheduler scheduler = Schedulers.newSingle("refresh");
		this.forgotten.add(scheduler);
		return Mono.fromSupplier(rates).subscribeOn(scheduler);
	}

	Mono<String> refreshOnSharedScheduler(Supplier<String> rates) {
		return Mono.fromSupplier(rates).subscribeOn(this.shared);
	}

	Mono<String> refreshOnOwnScheduler(Supplier<String> rates) {
		return Mono.using(() -> Schedulers.newSingle("refresh"),
				(scheduler) -> Mono.fromSupplier(rates).subscribeOn(scheduler), Scheduler::dispose);
	}

	@Override
	public void close() {
		this.shared.dispose();
		this.forgotten.forEach(Scheduler::dispose);
	}

}
