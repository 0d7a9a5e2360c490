package io.journeytracker.testing;

import java.util.Arrays;
import java.util.Set;
import org.junit.platform.engine.TestTag;

/** The suites of this project's tests: a test belongs to the one whose tag it carries, without any to {@link #FAST}. */
enum Suite {
    SCHEMAS("schemas", "Avro schemas, serdes, stored records", "always runs"),
    FAST("fast", "the engine, the maps and the topology in one thread", "always runs"),
    BROKER("broker", "an embedded Kafka broker", "run without -Dquick"),
    REGISTRY("registry", "a real schema registry as a process", "run without -Dquick"),
    CONTAINERS("containers", "the official images", "run without -Dquick, with a Docker engine"),
    SDK(
            "sdk",
            "the real clients of Node and Chromium",
            "run without -Dquick, with nodejs, npm, chromium and chromium-driver"),
    PEERS(
            "peers",
            "targets of alerts as they are: Alertmanager, a mail server",
            "run without -Dquick, with prometheus-alertmanager"),
    GRAFANA(
            "grafana",
            "dashboards, rules and compose file, with the real Prometheus",
            "run without -Dquick, with prometheus, prometheus-alertmanager and docker-compose"),
    CLI("cli", "the real launcher, and the compose file without containers", "run without -Dquick"),
    BENCHMARK("benchmark", "rates and bounds", "run without -Dquick");

    private final String tag;
    private final String what;
    private final String howToEnable;

    Suite(String tag, String what, String howToEnable) {
        this.tag = tag;
        this.what = what;
        this.howToEnable = howToEnable;
    }

    static Suite of(Set<TestTag> tags) {
        return Arrays.stream(values())
                .filter(suite -> tags.contains(TestTag.create(suite.tag)))
                .findFirst()
                .orElse(FAST);
    }

    /** Whether a build in {@code mode} (quick, default or long) leaves this suite out. */
    boolean isLeftOut(String mode) {
        return mode.equals("quick") && this != SCHEMAS && this != FAST;
    }

    String tag() {
        return tag;
    }

    String what() {
        return what;
    }

    String howToEnable() {
        return howToEnable;
    }
}
