package io.tidemark.boot.origin.app;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;

/** A small application that starts threads. */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration({ TaskExecutionAutoConfiguration.class, TaskSchedulingAutoConfiguration.class })
@EnableAsync
@EnableScheduling
public class OriginApplication {

	@Bean
	Orders orders(Mailer mailer, Printer printer) {
		return new Orders(mailer, printer);
	}

	@Bean
	Mailer mailer() {
		return new Mailer();
	}

	@Bean
	Printer printer() {
		return new Printer.Laser();
	}

	@Bean
	NightlyJob nightlyJob() {
		return new NightlyJob();
	}

	@Bean
	Importer importer() {
		ProxyFactory proxy = new ProxyFactory(new Importer());
		proxy.setProxyTargetClass(true);
		return (Importer) proxy.getProxy();
	}

}
