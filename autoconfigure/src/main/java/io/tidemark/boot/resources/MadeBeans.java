package io.tidemark.boot.resources;

import java.util.function.BiConsumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.log.LogMessage;

/**
 * The singletons of a context that are made already. Looking at them makes no other.
 */
final class MadeBeans {

	private static final Log logger = LogFactory.getLog(MadeBeans.class);

	private final ConfigurableListableBeanFactory beans;

	MadeBeans(ConfigurableListableBeanFactory beans) {
		this.beans = beans;
	}

	/** Hands on each of a type with its name; one that fails is left out. */
	<T> void each(Class<T> type, BiConsumer<String, T> action) {
		for (String name : this.beans.getBeanNamesForType(type, false, false)) {
			if (this.beans.containsSingleton(name)) {
				try {
					action.accept(name, this.beans.getBean(name, type));
				}
				catch (RuntimeException | LinkageError ex) {
					logger.debug(LogMessage.format("Tidemark does not watch bean '%s': %s", name, ex));
				}
			}
		}
	}

}
