package io.journeytracker.metric;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.NamingConvention;

/** Prometheus's client takes the end {@code _info} off a gauge's name; dashboards need it. */
record KeepInfoSuffix(NamingConvention usual) implements NamingConvention {

    private static final String SUFFIX = ".info";

    @Override
    public String name(String name, Meter.Type type, String baseUnit) {
        String usualName = usual.name(name, type, baseUnit);
        return name.endsWith(SUFFIX) && !usualName.endsWith("_info") ? usualName + "_info" : usualName;
    }

    @Override
    public String tagKey(String key) {
        return usual.tagKey(key);
    }

    @Override
    public String tagValue(String value) {
        return usual.tagValue(value);
    }
}
