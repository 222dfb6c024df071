package io.tidemark.boot.autoconfigure;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

import io.tidemark.Tidemark;
import io.tidemark.boot.schedule.Budget;
import io.tidemark.boot.schedule.ObserverParts;
import io.tidemark.boot.schedule.SharedSnapshots;
import io.tidemark.boot.schedule.TidemarkObserver;
import io.tidemark.boot.schedule.TidemarkSchedule;
import io.tidemark.boot.tasks.RequestsInProgress;
import io.tidemark.capture.ThreadCapturer;
import io.tidemark.capture.VirtualThreadDump;
import io.tidemark.diff.SnapshotStore;
import io.tidemark.expected.Catalogue;
import io.tidemark.expected.ExpectedThreads;
import io.tidemark.group.StackGrouper;
import io.tidemark.group.ThreadName;
import io.tidemark.jvm.FileLimits;
import io.tidemark.jvm.FlightRecorderGuard;
import io.tidemark.jvm.JvmFeatures;
import io.tidemark.origin.ExecutorReading;
import io.tidemark.origin.OriginRecorder;
import io.tidemark.origin.OriginSettings;
import io.tidemark.origin.SubmittedTasks;
import io.tidemark.origin.TaskSettings;
import io.tidemark.watch.ServedRequest;
import io.tidemark.watch.StuckSettings;
import io.tidemark.watch.StuckThreads;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.io.ResourceLoader;
import org.springframework.core.log.LogMessage;

/**
 * {@link AutoConfiguration Auto-configuration} of the engine, its schedule and its
 * budget. Lazy: nothing of it is made before the application is ready.
 *
 * @since 0.1.0
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "tidemark.enabled", matchIfMissing = true)
@EnableConfigurationProperties(TidemarkProperties.class)
@Lazy
public final class TidemarkAutoConfiguration {

	private static final Log logger = LogFactory.getLog(TidemarkAutoConfiguration.class);

	@Bean
	@ConditionalOnMissingBean
	ThreadCapturer tidemarkThreadCapturer() {
		return new ThreadCapturer(JvmFeatures.current());
	}

	@Bean
	@ConditionalOnMissingBean
	FlightRecorderGuard tidemarkFlightRecorderGuard(TidemarkProperties properties) {
		TidemarkProperties.Files files = properties.files();
		return new FlightRecorderGuard(
				new FileLimits(files.cap().toBytes(), files.minFree().toBytes(), path(files.directory())));
	}

	private static @Nullable Path path(@Nullable String directory) {
		return (directory != null) ? Path.of(directory).toAbsolutePath() : null;
	}

	@Bean
	@ConditionalOnMissingBean
	OriginRecorder tidemarkOriginRecorder(TidemarkProperties properties, FlightRecorderGuard guard,
			BeanFactory beanFactory) {
		List<String> packages = applicationPackages(properties, beanFactory);
		return new OriginRecorder(
				new OriginSettings(packages, properties.origin().threads(), properties.origin().stacks()), guard);
	}

	static List<String> applicationPackages(TidemarkProperties properties, BeanFactory beanFactory) {
		List<String> configured = properties.applicationPackages();
		if (configured != null) {
			return configured;
		}
		return AutoConfigurationPackages.has(beanFactory) ? AutoConfigurationPackages.get(beanFactory) : List.of();
	}

	@Bean
	@ConditionalOnMissingBean
	ExpectedThreads tidemarkExpectedThreads(TidemarkProperties properties, ResourceLoader resources) {
		Catalogue libraries = Catalogue.ofLibraries(classLoader(resources));
		libraries.problems()
			.forEach((problem) -> logger
				.warn(LogMessage.format("Threads that a library expects stay uncleared. %s", problem)));
		return ExpectedThreads.ofThisJvm(properties.expected().and(libraries).and(Catalogue.standard()));
	}

	@Bean
	@ConditionalOnMissingBean
	VirtualThreadDump tidemarkVirtualThreadDump(TidemarkProperties properties, SubmittedTasks tasks) {
		TidemarkProperties.Threads.Virtual virtual = properties.threads().virtual();
		String directory = (virtual.directory() != null) ? virtual.directory() : properties.files().directory();
		FileLimits limits = new FileLimits(virtual.cap().toBytes(), properties.files().minFree().toBytes(),
				path(directory));
		return new VirtualThreadDump(JvmFeatures.current(), limits, virtual.deadline(), () -> virtualThreads(tasks));
	}

	/**
	 * Those of executors that are watched; where these have none, there may be others.
	 */
	private static int virtualThreads(SubmittedTasks tasks) {
		int running = tasks.readings()
			.stream()
			.filter(ExecutorReading::virtual)
			.mapToInt(ExecutorReading::running)
			.sum();
		return (running > 0) ? running : VirtualThreadDump.NOT_KNOWN;
	}

	@Bean
	@ConditionalOnMissingBean
	SubmittedTasks tidemarkSubmittedTasks(TidemarkProperties properties, BeanFactory beanFactory) {
		return new SubmittedTasks(
				new TaskSettings(applicationPackages(properties, beanFactory), properties.tasks().stacksPerSecond()));
	}

	@Bean
	@ConditionalOnMissingBean
	Tidemark tidemark(TidemarkProperties properties, ThreadCapturer capturer, OriginRecorder recorder,
			ResourceLoader resources, ExpectedThreads expected, SubmittedTasks tasks,
			ObjectProvider<RequestsInProgress> requests, BeanFactory beanFactory) {
		TidemarkProperties.Threads.Stuck stuck = properties.threads().stuck();
		StackGrouper grouper = new StackGrouper(WaitTables.load(properties.waitRules(), classLoader(resources)));
		return new Tidemark(capturer, recorder, grouper, new SnapshotStore(properties.threads().kept()), expected,
				new StuckThreads(new StuckSettings(stuck.snapshots(), stuck.least(),
						applicationPackages(properties, beanFactory))),
				tasks, () -> requests(requests));
	}

	private static Map<String, ServedRequest> requests(ObjectProvider<RequestsInProgress> requests) {
		RequestsInProgress source = requests.getIfAvailable();
		return (source != null) ? source.byThread() : Map.of();
	}

	private static ClassLoader classLoader(ResourceLoader resources) {
		ClassLoader classLoader = resources.getClassLoader();
		return (classLoader != null) ? classLoader : Tidemark.class.getClassLoader();
	}

	@Bean
	@ConditionalOnMissingBean
	ObserverParts tidemarkObserverParts(OriginRecorder recorder) {
		return new ObserverParts(recorder);
	}

	@Bean
	@ConditionalOnMissingBean
	TidemarkSchedule tidemarkSchedule() {
		return new TidemarkSchedule();
	}

	@Bean
	@ConditionalOnMissingBean
	TidemarkObserver tidemarkObserver(TidemarkProperties properties, Tidemark tidemark,
			VirtualThreadDump virtualThreads, OriginRecorder recorder, ObserverParts parts, TidemarkSchedule schedule) {
		TidemarkProperties.Budget budget = properties.budget();
		return new TidemarkObserver(tidemark, virtualThreads, recorder, parts,
				new Budget(budget.cpuShare(), budget.pause(), budget.failures()), schedule, Clock.systemUTC());
	}

	@Bean
	@ConditionalOnMissingBean
	SharedSnapshots tidemarkSharedSnapshots(TidemarkProperties properties, TidemarkObserver observer,
			ThreadCapturer capturer) {
		TidemarkProperties.Threads threads = properties.threads();
		return new SharedSnapshots(observer::observe, () -> waitingFor(capturer), threads.share(), threads.deadline(),
				System::nanoTime);
	}

	private static @Nullable String waitingFor(ThreadCapturer capturer) {
		String name = capturer.waitingFor();
		return (name != null) ? ThreadName.redact(name) : null;
	}

	@Bean
	TidemarkStarter tidemarkStarter(TidemarkProperties properties, TidemarkObserver observer, ObserverParts parts,
			SharedSnapshots snapshots, ObjectProvider<StartupReport> report) {
		return new TidemarkStarter(properties, observer, parts, snapshots, report);
	}

}
