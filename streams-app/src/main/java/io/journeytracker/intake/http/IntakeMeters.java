package io.journeytracker.intake.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The intake's metrics, as docs/metrics.md lists them. Labels are configured names and fixed words only. */
final class IntakeMeters {

    /** Of requests whose write key is none of a configured source. */
    static final String UNKNOWN_SOURCE = "unknown";

    private static final Duration[] STEPS = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(10)
    };

    private final MeterRegistry registry;
    private final Map<List<String>, Counter> counters = new ConcurrentHashMap<>();
    private final Map<List<String>, Timer> timers = new ConcurrentHashMap<>();

    IntakeMeters(MeterRegistry registry) {
        this.registry = registry;
        unkept(UNKNOWN_SOURCE, 0);
    }

    void accepted(String source, String protocol, int events) {
        count(source, protocol, "accepted", "", events);
    }

    /** @param reason a refusal's code, or a dead letter's reason */
    void rejected(String source, String protocol, String reason, int events) {
        count(source, protocol, "rejected", reason, events);
    }

    /** Dead letters that are not kept, since their source has had its share of this minute. */
    void unkept(String source, long letters) {
        counters.computeIfAbsent(List.of(source), labels -> Counter.builder("journey.intake.letters.unkept")
                        .description("Refused messages that are not among the dead letters: too many for one source")
                        .tags("source", source)
                        .register(registry))
                .increment(letters);
    }

    private void count(String source, String protocol, String outcome, String reason, int events) {
        counters.computeIfAbsent(
                        List.of(source, protocol, outcome, reason), labels -> Counter.builder("journey.intake.events")
                                .description("Messages by what became of them")
                                .tags("source", source, "protocol", protocol, "outcome", outcome, "reason", reason)
                                .register(registry))
                .increment(events);
    }

    void answered(String protocol, int status, Duration took) {
        timers.computeIfAbsent(List.of(protocol, String.valueOf(status)), labels -> Timer.builder(
                                "journey.intake.request.duration")
                        .description("From a request's headers to its answer")
                        .tags("protocol", protocol, "status", String.valueOf(status))
                        .serviceLevelObjectives(STEPS)
                        .register(registry))
                .record(took);
    }
}
