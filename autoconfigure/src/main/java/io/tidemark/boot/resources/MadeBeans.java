package io.tidemark.boot.resources;

import java.util.function.BiConsumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.log.LogMessage;

/**
 * The singletons of a context that are made already. Looking at them makes no other, and
 * goes through what is there: asking the context for a type would look at the definition
 * of each bean each time.
 */
final class MadeBeans {

	private static final Log logger = LogFactory.getLog(MadeBeans.class);

	private final ConfigurableListableBeanFactory beans;

	MadeBeans(ConfigurableListableBeanFactory beans) {
		this.beans = beans;
	}

	/** Hands on each of a type with its name; one that fails is left out. */
	<T> void each(Class<T> type, BiConsumer<String, T> action) {
		for (String name : this.beans.getSingletonNames()) {
			try {
				Object bean = isMade(name) ? bean(name, type) : null;
				if (type.isInstance(bean)) {
					action.accept(name, type.cast(bean));
				}
			}
			catch (RuntimeException | LinkageError ex) {
				logger.debug(LogMessage.format("Tidemark does not watch bean '%s': %s", name, ex));
			}
		}
	}

	/** The names of beans within a bean are others after a restart. */
	private boolean isMade(String name) {
		boolean inner = name.contains(BeanFactoryUtils.GENERATED_BEAN_NAME_SEPARATOR)
				&& !this.beans.containsBeanDefinition(name);
		return !inner && this.beans.containsSingleton(name);
	}

	private @Nullable Object bean(String name, Class<?> type) {
		Object bean = this.beans.getSingleton(name);
		if (bean instanceof FactoryBean<?> factory && factory.isSingleton()) {
			Class<?> made = factory.getObjectType();
			return (made != null && type.isAssignableFrom(made)) ? this.beans.getBean(name) : null;
		}
		return bean;
	}

}
