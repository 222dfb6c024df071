# Sourced by run-full and run-short: what both of them need.
# shellcheck shell=bash

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
classpath="$here/target/classes:$here/target/lib/*"
work=$(mktemp -d)
child=

clean_up() {
	if [[ -n $child ]]; then
		# The benchmark ends the services that it started.
		kill "$child" 2>/dev/null || true
		wait "$child" 2>/dev/null || true
	fi
	rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

benchmark_build() {
	echo "+ mvn -q -pl benchmarks,sample-service -am package -DskipTests" >&2
	(cd "$root" && mvn -q -pl benchmarks,sample-service -am package -DskipTests)
}

is_built() {
	[[ -d $here/target/lib && -n $(sample_jar) ]]
}

sample_jar() {
	find "$root/sample-service/target" -maxdepth 1 -name 'tidemark-sample-service-*-app.jar' 2>/dev/null | head -n 1
}

# The sample as its jar has it, and the same without Tidemark; Actuator and the Prometheus
# registry, which the starter brings, stay in both.
extract_samples() {
	local variant
	for variant in with without; do
		"$java" -Djarmode=tools -jar "$(sample_jar)" extract --destination "$work/$variant" >/dev/null
	done
	rm "$work"/without/lib/tidemark-*.jar
	with=$(echo "$work"/with/*.jar)
	without=$(echo "$work"/without/*.jar)
}

# Runs java with a bound in seconds: run_java <seconds> <argument>…
run_java() {
	local bound=$1 status=0
	shift
	echo "+ java $*" | sed "s#$work/##g" >&2
	timeout "$bound" "$java" -cp "$classpath" "$@" &
	child=$!
	wait "$child" || status=$?
	child=
	if ((status != 0)); then
		echo "Failed with status $status (124: not done within $bound s)." >&2
	fi
	return "$status"
}
