package io.tidemark.boot.resources;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.scheduling.concurrent.ScheduledExecutorFactoryBean;

import static org.assertj.core.api.Assertions.assertThat;

class MadeBeansTests {

	private final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();

	@Test
	void whatIsMadeIsHandedOnAndNothingElse() {
		this.beans.registerBeanDefinition("made", new RootBeanDefinition(Executor.class, () -> Runnable::run));
		this.beans.registerBeanDefinition("lazy", new RootBeanDefinition(Executor.class, () -> {
			throw new AssertionError("made by looking at it");
		}));
		this.beans.registerSingleton("registered", (Executor) Runnable::run);
		this.beans.registerSingleton("other", "no executor");
		this.beans.getBean("made");

		assertThat(executors()).containsExactlyInAnyOrder("made", "registered");
	}

	@Test
	void whatAFactoryMadeIsHandedOnAndNotTheFactory() throws Exception {
		this.beans.registerBeanDefinition("timers", new RootBeanDefinition(ScheduledExecutorFactoryBean.class));
		this.beans.getBean("timers");

		List<Object> found = new ArrayList<>();
		new MadeBeans(this.beans).each(Executor.class, (name, bean) -> found.add(bean));

		assertThat(found).singleElement().isInstanceOf(ScheduledThreadPoolExecutor.class);
		this.beans.destroySingletons();
	}

	@Test
	void aBeanWithinABeanIsLeftOut() {
		this.beans.registerSingleton("java.util.concurrent.Executor#3f2a", (Executor) Runnable::run);

		assertThat(executors()).isEmpty();
	}

	@Test
	void oneThatFailsTakesNoOtherWithIt() {
		this.beans.registerSingleton("failing", (Executor) Runnable::run);
		this.beans.registerSingleton("registered", (Executor) Runnable::run);
		List<String> names = new ArrayList<>();

		new MadeBeans(this.beans).each(Executor.class, (name, bean) -> {
			if (name.equals("failing")) {
				throw new IllegalStateException("closed");
			}
			names.add(name);
		});

		assertThat(names).containsExactly("registered");
	}

	private List<String> executors() {
		List<String> names = new ArrayList<>();
		new MadeBeans(this.beans).each(Executor.class, (name, bean) -> names.add(name));
		return names;
	}

}
