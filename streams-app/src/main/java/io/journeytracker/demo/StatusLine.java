package io.journeytracker.demo;

import io.journeytracker.definition.JourneyDefinition;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Where the customers of one journey are, on one line. */
public final class StatusLine {

    private final JourneyDefinition map;

    public StatusLine(JourneyDefinition map) {
        this.map = map;
    }

    /**
     * @param meters brought up to date
     * @param perSecond touchpoints
     * @param raised alerts so far
     * @param replayed alerts of the back-fill
     */
    public String of(MeterRegistry meters, double perSecond, long raised, long replayed) {
        Map<String, Double> stages = new LinkedHashMap<>();
        map.stages().forEach(stage -> stages.put(stage.id(), 0.0));
        double stalled = 0;
        for (Gauge gauge :
                meters.find("journey.customers").tag("journey", map.id()).gauges()) {
            String status = gauge.getId().getTag("status");
            String stage = gauge.getId().getTag("stage");
            if ("active".equals(status) || "stalled".equals(status)) {
                stages.merge(stage, gauge.value(), Double::sum);
            }
            stalled += "stalled".equals(status) ? gauge.value() : 0;
        }
        String places = stages.entrySet().stream()
                .map(stage -> stage.getKey() + " " + Math.round(stage.getValue()))
                .collect(Collectors.joining(" · "));
        return String.format(
                Locale.ROOT,
                "          %.1f touchpoints/s, %d alerts (%d old ones); present: %s; stalled %d",
                perSecond,
                raised,
                replayed,
                places,
                Math.round(stalled));
    }
}
