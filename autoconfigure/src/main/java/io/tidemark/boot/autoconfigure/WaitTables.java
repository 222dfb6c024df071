package io.tidemark.boot.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.tidemark.group.WaitTable;
import io.tidemark.group.WaitTableException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.log.LogMessage;

/**
 * Wait rules of the application and of the jars on its class path. A property that is
 * wrong stops the start; a jar whose table is wrong is left out and named once, because
 * nobody can repair it at once.
 */
final class WaitTables {

	private static final Log logger = LogFactory.getLog(WaitTables.class);

	private static final String PROPERTY = "the property 'tidemark.wait-rules'";

	/** Tables of jars that are read at most. */
	static final int MAX_TABLES = 100;

	private WaitTables() {
	}

	/** The lines of the property as a table. */
	static WaitTable ofProperty(List<String> lines) {
		return WaitTable.parse(String.join("\n", lines), PROPERTY);
	}

	/**
	 * All tables, those that win first.
	 * @param lines lines of the property, or {@code null} for none
	 * @param classLoader where the jars are looked for
	 */
	static List<WaitTable> load(@Nullable List<String> lines, ClassLoader classLoader) {
		List<WaitTable> tables = new ArrayList<>();
		if (lines != null) {
			tables.add(ofProperty(lines));
		}
		try {
			Collections.list(classLoader.getResources(WaitTable.LOCATION))
				.stream()
				.limit(MAX_TABLES)
				.forEach((location) -> read(location, tables));
		}
		catch (IOException ex) {
			logger.warn(LogMessage.format("Tidemark reads no wait rules of jars: %s", ex.getMessage()));
		}
		return tables;
	}

	private static void read(URL location, List<WaitTable> tables) {
		try (InputStream table = location.openStream()) {
			byte[] bytes = table.readNBytes(4 * WaitTable.MAX_LENGTH);
			tables.add(WaitTable.parse(new String(bytes, StandardCharsets.UTF_8), location.toString()));
		}
		catch (IOException | WaitTableException ex) {
			logger.warn(LogMessage.format("Tidemark leaves out wait rules: %s", ex.getMessage()));
		}
	}

}
