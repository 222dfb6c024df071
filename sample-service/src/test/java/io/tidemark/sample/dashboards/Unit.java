package io.tidemark.sample.dashboards;

/** What a panel counts in, as Grafana calls it. */
enum Unit {

	COUNT("short"), BYTES("bytes"), BYTES_PER_SECOND("Bps"), SECONDS("s"), SHARE("percentunit"), PER_MINUTE("cpm"),
	PER_SECOND("reqps"), NONE("none");

	private final String id;

	Unit(String id) {
		this.id = id;
	}

	String id() {
		return this.id;
	}

}
