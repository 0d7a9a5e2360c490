package io.journeytracker.metric;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import java.util.regex.Pattern;

/** The process's meters: the platform's own from the start, ours with caps on what a label can hold. */
public final class AppRegistry implements AutoCloseable {

    /** Most values of a label: far more than sensible maps have, so that a mistake cannot fill the memory. */
    private static final Map<String, Integer> CAPS = Map.ofEntries(
            Map.entry("journey", 100),
            Map.entry("version", 200),
            Map.entry("stage", 500),
            Map.entry("persona", 200),
            Map.entry("channel", 200),
            Map.entry("from", 500),
            Map.entry("to", 500),
            Map.entry("touchpoint", 500),
            Map.entry("owner", 200),
            Map.entry("target", 500),
            Map.entry("subscription", 500),
            // One more a week.
            Map.entry("cohort", 500),
            Map.entry("title", 1_000));

    /**
     * Of single stores, by operation and out of RocksDB's statistics: Kafka Streams registers them for each store of each partition and feeds them at
     * the recording level debug alone. They would be a third of a scrape and say nothing.
     */
    private static final Pattern NEVER_FED = Pattern.compile(
            "kafka\\.stream\\.state\\.(?!updater\\.)(.*\\.(rate|ratio)|.*\\.(latency|duration|time)\\..*|(bytes|memtable|number)\\..*)");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics gc = new JvmGcMetrics();
    private final LogEvents logged = new LogEvents();

    public AppRegistry() {
        registry.config().namingConvention(new KeepInfoSuffix(registry.config().namingConvention()));
        CAPS.forEach((label, most) -> registry.config()
                .meterFilter(MeterFilter.maximumAllowableTags("journey", label, most, MeterFilter.deny())));
        registry.config()
                .meterFilter(
                        MeterFilter.deny(id -> NEVER_FED.matcher(id.getName()).matches()));
        new ClassLoaderMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        gc.bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        logged.bindTo(registry);
    }

    public PrometheusMeterRegistry registry() {
        return registry;
    }

    /**
     * All meters, in Prometheus' text format.
     *
     * @param upToDate brings the registry's gauges up to date. It replaces them, and a scrape of that moment would find some twice and fail: so
     *     one scrape at a time, and nothing but this and {@link #registry(Runnable)} replaces any
     */
    public synchronized String scrape(Runnable upToDate) {
        upToDate.run();
        return registry.scrape();
    }

    /** The registry, brought up to date as for {@link #scrape}. */
    public synchronized MeterRegistry registry(Runnable upToDate) {
        upToDate.run();
        return registry;
    }

    @Override
    public void close() {
        gc.close();
        logged.close();
        registry.close();
    }
}
