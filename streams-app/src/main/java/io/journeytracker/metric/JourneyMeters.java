package io.journeytracker.metric;

import io.journeytracker.failure.DeadReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * The counters and histograms of docs/metrics.md that the topology feeds. Labels are ids of published maps and fixed words
 * only, never anything that a sender can choose. Thread-safe; a counter is looked up by its labels once and kept.
 */
public final class JourneyMeters {

    private static final Duration[] DWELL = {
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofMinutes(2),
        Duration.ofMinutes(10),
        Duration.ofHours(1),
        Duration.ofHours(6),
        Duration.ofDays(1),
        Duration.ofDays(3),
        Duration.ofDays(7),
        Duration.ofDays(30),
        Duration.ofDays(90)
    };
    private static final Duration[] DELAY = {
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        Duration.ofMinutes(1),
        Duration.ofMinutes(15)
    };

    private static final String CLAMPED = "Touchpoints whose event time was ahead of their receipt and replaced by it";
    private static final String DROPPED = "Ticks ahead of the reader's clock, check the hosts' NTP, or of another topic, left out";

    private static final String DEAD = "Records that could not be used";
    private static final String NO_CONSENT = "Touchpoints of customers who do not want to be followed, left out";

    private static final String ASIDE = "Touchpoints that came too late or a second time, by who sent them";
    private static final String OTHER = "other";

    private final MeterRegistry registry;
    private final Map<String, Map<String, Counter>> touchpoints = new ConcurrentHashMap<>();
    private final AlertMeters alerts;
    private final Map<List<String>, Counter> counters = new ConcurrentHashMap<>();
    private final Map<List<String>, AtomicLong> heartbeats = new ConcurrentHashMap<>();
    private final Map<List<String>, Timer> timers = new ConcurrentHashMap<>();
    private final Map<List<String>, DistributionSummary> summaries = new ConcurrentHashMap<>();
    private volatile Predicate<String> sources = source -> false;

    public JourneyMeters(MeterRegistry registry) {
        this.registry = registry;
        this.alerts = new AlertMeters(registry);
    }

    /** Alerts by what became of them. */
    public AlertMeters alerts() {
        return alerts;
    }

    /** A touchpoint came through; outcome is one of folded, reordered, duplicate, late, unclaimed. */
    public void touchpoint(String channel, String outcome) {
        // The one counter that every touchpoint increments: two small look-ups instead of one with a key of its own.
        touchpoints
                .computeIfAbsent(channel, c -> new ConcurrentHashMap<>())
                .computeIfAbsent(outcome, o -> Counter.builder("journey.touchpoints")
                        .description("Touchpoints by what became of them")
                        .tags("channel", channel, "outcome", outcome)
                        .register(registry))
                .increment();
    }

    /** @param configured whether a source stands in labels by its name; all others are {@code other}, since a producer can call itself anything */
    public void nameSources(Predicate<String> configured) {
        sources = configured;
    }

    /** A touchpoint changed nothing; outcome is duplicate or late. */
    public void setAside(String source, String outcome) {
        count(
                "journey.touchpoints.set.aside",
                ASIDE,
                "source",
                sources.test(source) ? source : OTHER,
                "outcome",
                outcome);
    }

    public void clampedTime() {
        count("journey.touchpoints.clamped", CLAMPED);
    }

    public void droppedTick() {
        count("journey.ticks.dropped", DROPPED);
    }

    /** A touchpoint of somebody who does not want to be followed was left out. */
    public void withoutConsent() {
        count("journey.touchpoints.without.consent", NO_CONSENT);
    }

    /** What became of a link between identifiers: linked, joined, refused, limited. */
    public void identity(String outcome) {
        count("journey.identity.links", "Identifiers of one customer, by what became of them", "outcome", outcome);
    }

    /** Two customers turned out to be one; exact: as if they had been from the start. */
    public void merge(boolean exact) {
        count(
                "journey.identity.merges",
                "Customers with journeys that became part of another customer",
                "result",
                exact ? "exact" : "approximate");
    }

    public void transition(String journey, int version, String from, String to, String kind) {
        count(
                "journey.transitions",
                "Transitions told",
                "journey",
                journey,
                "version",
                String.valueOf(version),
                "from",
                from,
                "to",
                to,
                "kind",
                kind);
    }

    public void stageEntry(String journey, int version, String stage, String persona) {
        count(
                "journey.stage.entries",
                "Visits begun",
                "journey",
                journey,
                "version",
                String.valueOf(version),
                "stage",
                stage,
                "persona",
                persona);
    }

    /** What a touchpoint felt like: negative, neutral or positive. */
    public void feeling(String journey, int version, String stage, String persona, String feeling) {
        count(
                "journey.feelings",
                "Touchpoints with felt emotion",
                "journey",
                journey,
                "version",
                String.valueOf(version),
                "stage",
                stage,
                "persona",
                persona,
                "feeling",
                feeling);
    }

    /** A customer met a moment of truth; outcome is negative, neutral, positive or unknown. */
    public void momentOfTruth(String journey, int version, String stage, String touchpoint, String outcome) {
        count(
                "journey.moments.of.truth",
                "Moments of truth by how they felt",
                "journey",
                journey,
                "version",
                String.valueOf(version),
                "stage",
                stage,
                "touchpoint",
                touchpoint,
                "outcome",
                outcome);
    }

    /** A customer recommends us; kind is referred, reviewed or promoter. */
    public void advocacy(String journey, int version, String kind) {
        advocates(journey, version, kind).increment();
    }

    /** Counts from nothing on, so that a rate sees the first one. */
    public void expectAdvocacy(String journey, int version, String kind) {
        advocates(journey, version, kind);
    }

    private Counter advocates(String journey, int version, String kind) {
        return counter(
                "journey.advocacy",
                "Referrals, reviews and answers of promoters",
                "journey",
                journey,
                "version",
                String.valueOf(version),
                "kind",
                kind);
    }

    /** Something told was taken back, by its kind; or the tail was full. */
    public void correction(String journey, String kind) {
        count("journey.corrections", "What was told and taken back, by kind", "journey", journey, "kind", kind);
    }

    public void deadLetter(DeadReason reason) {
        count("journey.dead.letters", DEAD, "reason", reason.label());
    }

    private void count(String name, String help, String... labels) {
        counter(name, help, labels).increment();
    }

    private Counter counter(String name, String help, String... labels) {
        return counters.computeIfAbsent(
                key(name, labels),
                k -> Counter.builder(name).description(help).tags(labels).register(registry));
    }

    /** Counters of mistakes are there from the start, so that a rule on their rate sees the first one. */
    public void registerMistakes() {
        counter("journey.touchpoints.clamped", CLAMPED);
        counter("journey.ticks.dropped", DROPPED);
        counter("journey.touchpoints.without.consent", NO_CONSENT);
        for (String outcome : List.of("duplicate", "late")) {
            counter("journey.touchpoints.set.aside", ASIDE, "source", OTHER, "outcome", outcome);
        }
        for (DeadReason reason : DeadReason.values()) {
            counter("journey.dead.letters", DEAD, "reason", reason.label());
        }
    }

    public void dwell(String journey, int version, String stage, long millis) {
        timers.computeIfAbsent(
                        key("dwell", journey, String.valueOf(version), stage), k -> Timer.builder("journey.stage.dwell")
                                .description("How long ended visits took")
                                .tags("journey", journey, "version", String.valueOf(version), "stage", stage)
                                .serviceLevelObjectives(DWELL)
                                .register(registry))
                .record(Duration.ofMillis(Math.max(0, millis)));
    }

    /** Between falling due and a step of the alert's life, for instance raised. */
    public void alertDelay(String kind, String step, long millis) {
        timers.computeIfAbsent(key("delay", kind, step), k -> Timer.builder("journey.alert.delay")
                        .description("From falling due to a step of the alert's life")
                        .tags("kind", kind, "step", step)
                        .serviceLevelObjectives(DELAY)
                        .register(registry))
                .record(Duration.ofMillis(Math.max(0, millis)));
    }

    /** What became of an attempt to deliver a message: delivered, skipped, retried, failed. */
    public void delivery(String target, String type, String outcome) {
        count(
                "journey.deliveries",
                "Attempts to deliver messages, by what became of them",
                "target",
                target,
                "type",
                type,
                "outcome",
                outcome);
    }

    /** A subscription's heartbeat arrived at a target, at this time in milliseconds since the epoch. */
    public void heartbeat(String subscription, String target, long at) {
        heartbeats
                .computeIfAbsent(key("heartbeat", subscription, target), k -> {
                    AtomicLong last = new AtomicLong();
                    Gauge.builder("journey.heartbeat.delivered.timestamp", last, millis -> millis.get() / 1e3)
                            .description("When a subscription's heartbeat last arrived at a target")
                            .baseUnit("seconds")
                            .tags("subscription", subscription, "target", target)
                            .register(registry);
                    return last;
                })
                .set(at);
    }

    /** A subscription does not tell of something, for a reason of one word. */
    public void suppressed(String subscription, String reason) {
        count(
                "journey.deliveries.suppressed",
                "What subscriptions were not told, by why not",
                "subscription",
                subscription,
                "reason",
                reason);
    }

    public void sweep(Duration took) {
        timers.computeIfAbsent(List.of("sweep"), k -> Timer.builder("journey.sweep.duration")
                        .description("One slice of handling what fell due")
                        .serviceLevelObjectives(
                                Duration.ofMillis(1),
                                Duration.ofMillis(5),
                                Duration.ofMillis(20),
                                Duration.ofMillis(50),
                                Duration.ofMillis(200),
                                Duration.ofSeconds(1))
                        .register(registry))
                .record(took);
    }

    /** A survey's raw answer; kind is nps, csat or ces. */
    public void surveyScore(String journey, String stage, String kind, double score) {
        summaries
                .computeIfAbsent(
                        key("score", journey, stage, kind), k -> DistributionSummary.builder("journey.survey.score")
                                .description("Raw answers to surveys")
                                .tags(Tags.of(Tag.of("journey", journey), Tag.of("stage", stage), Tag.of("kind", kind)))
                                .serviceLevelObjectives(1, 2, 3, 4, 5, 6, 7, 8, 9, 10)
                                .register(registry))
                .record(score);
    }

    private static List<String> key(String name, String... labels) {
        String[] key = new String[labels.length + 1];
        key[0] = name;
        System.arraycopy(labels, 0, key, 1, labels.length);
        return List.of(key);
    }
}
