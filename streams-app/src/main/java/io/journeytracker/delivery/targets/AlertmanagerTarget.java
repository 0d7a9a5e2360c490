package io.journeytracker.delivery.targets;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.subscription.SecretName;
import io.journeytracker.subscription.TargetDefinition;
import io.journeytracker.yaml.Block;
import io.journeytracker.yaml.Value;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Posts alerts to Prometheus' Alertmanager, which groups, silences and routes them by their labels. An alert ends by its {@code endsAt}: while it
 * stands, that is a time to come, which every further message about it moves on; when it is over, it is the time when it ended.
 *
 * @see <a href="https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml">Alertmanager's API v2</a>
 */
public final class AlertmanagerTarget implements Target {

    private static final Duration TIME_OUT = Duration.ofSeconds(15);

    /** As long as alerts are followed: an alert that somebody acknowledged is told no more, and must not read as over because of that. */
    private static final Duration USUAL_LASTS = Duration.ofDays(30);

    /** Nothing ends a digest. */
    private static final Duration DIGEST_LASTS = Duration.ofDays(1);

    private static final int LONGEST_LABEL = 128;
    private static final int LONGEST_ANNOTATION = 1_024;

    private final Settings settings;
    private final TargetResources resources;

    /**
     * What Alertmanager has beside what every target has.
     *
     * @param url of Alertmanager itself, with its path prefix if it has one
     * @param lasts how long an alert stands of which nothing more is heard
     * @param token for the header Authorization; empty: none
     */
    record Settings(URI url, Duration lasts, Optional<SecretName> token) {}

    /** {@code type: alertmanager}. */
    public static final class Type implements TargetType {

        private static final String LASTS_EXPECTED = "a number of hours from 1 to 720";

        @Override
        public String type() {
            return "alertmanager";
        }

        @Override
        public Object settings(Block block) {
            return new Settings(
                    block.require("url", WebAddress.EXPECTED, WebAddress::read).orElse(null),
                    block.read("hours", Type::hours).orElse(USUAL_LASTS),
                    block.read("token", SecretName::read));
        }

        private static Optional<Duration> hours(Value value) {
            return value.written(LASTS_EXPECTED)
                    .flatMap(text -> text.matches("[1-9][0-9]{0,2}") && Integer.parseInt(text) <= 720
                            ? Optional.of(Duration.ofHours(Integer.parseInt(text)))
                            : value.fail("is " + text + "; expected " + LASTS_EXPECTED));
        }

        @Override
        public Target open(TargetDefinition definition, TargetResources resources) {
            return new AlertmanagerTarget((Settings) definition.settings(), resources);
        }
    }

    private AlertmanagerTarget(Settings settings, TargetResources resources) {
        this.settings = settings;
        this.resources = resources;
    }

    @Override
    public Answer deliver(Notification notification) throws InterruptedException {
        if (notification.type() == NotificationType.ACKNOWLEDGED) {
            return Answer.SKIPPED;
        }
        Instant now = resources.clock().instant();
        byte[] body = body(notification, now, settings.lasts()).toString().getBytes(StandardCharsets.UTF_8);
        try {
            return resources
                    .http()
                    .post(endpoint(settings.url()), headers(), body, TIME_OUT)
                    .asApi(resources.clock().instant());
        } catch (SecretException | IOException failed) {
            return Answer.retry(failed.getMessage());
        }
    }

    private static URI endpoint(URI url) {
        return URI.create(url.toString().replaceAll("/+$", "") + "/api/v2/alerts");
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>(Map.of("content-type", "application/json"));
        settings.token()
                .ifPresent(name -> headers.put(
                        "authorization", "Bearer " + resources.secrets().read(name)));
        return headers;
    }

    static ArrayNode body(Notification n, Instant now, Duration lasts) {
        ArrayNode body = JsonNodeFactory.instance.arrayNode();
        if (n.type() == NotificationType.DIGEST) {
            digest(body.addObject(), n, now.plus(lasts.compareTo(DIGEST_LASTS) < 0 ? lasts : DIGEST_LASTS));
        } else if (n.type() == NotificationType.HEARTBEAT) {
            heartbeat(body.addObject(), n, now);
        } else {
            n.alerts().forEach(alert -> alert(body.addObject(), n, alert, ends(n, alert, now, lasts)));
        }
        return body;
    }

    private static Instant ends(Notification n, AlertMessage alert, Instant now, Duration lasts) {
        if (!n.type().ends()) {
            return now.plus(lasts);
        }
        // Not to come, and not before the beginning: Alertmanager refuses that.
        Instant ended = alert.resolvedAt().filter(at -> at.isBefore(now)).orElse(now);
        return ended.isAfter(alert.due()) ? ended : alert.due().plusMillis(1);
    }

    /** Labels say which alert it is: nothing among them changes while it stands, and none holds a customer. */
    private static void alert(ObjectNode json, Notification n, AlertMessage alert, Instant ends) {
        ObjectNode labels = json.putObject("labels");
        label(labels, "alertname", alert.kind().equals("churn") ? "JourneyChurn" : "JourneyStall");
        label(labels, "alert_id", alert.id());
        label(labels, "severity", alert.severity());
        label(labels, "journey", alert.journey());
        label(labels, "stage", alert.stage());
        label(labels, "rule", alert.rule());
        label(labels, "persona", alert.persona());
        label(labels, "team", n.team());
        alert.owner().ifPresent(owner -> label(labels, "owner", owner));
        ObjectNode annotations = json.putObject("annotations");
        MessageTexts texts = MessageTexts.in(n.language());
        annotation(annotations, "summary", texts.line(alert));
        annotation(annotations, "customer", alert.customer());
        alert.event().ifPresent(event -> annotation(annotations, "last_event", event));
        annotation(annotations, "subscription", n.subscription());
        PlainText.acknowledge(alert).ifPresent(link -> annotation(annotations, "acknowledge", link));
        json.put("startsAt", alert.due().toString());
        json.put("endsAt", ends.toString());
        PlainText.link(alert).ifPresent(link -> json.put("generatorURL", link));
    }

    private static void digest(ObjectNode json, Notification n, Instant ends) {
        ObjectNode labels = json.putObject("labels");
        label(labels, "alertname", "JourneyDigest");
        label(labels, "alert_id", n.id());
        label(labels, "severity", n.first().severity());
        label(labels, "team", n.team());
        ObjectNode annotations = json.putObject("annotations");
        annotation(annotations, "summary", MessageTexts.in(n.language()).title(n));
        annotation(annotations, "count", Integer.toString(n.count()));
        annotation(annotations, "subscription", n.subscription());
        json.put("startsAt", n.accepted().toString());
        json.put("endsAt", ends.toString());
    }

    /** Stands as long as heartbeats come: two of them may be late or lost. */
    private static void heartbeat(ObjectNode json, Notification n, Instant now) {
        ObjectNode labels = json.putObject("labels");
        label(labels, "alertname", "JourneyHeartbeat");
        label(labels, "subscription", n.subscription());
        label(labels, "severity", "none");
        label(labels, "team", n.team());
        ObjectNode annotations = json.putObject("annotations");
        annotation(annotations, "summary", MessageTexts.in(n.language()).title(n));
        json.put("startsAt", n.accepted().toString());
        json.put("endsAt", now.plus(n.interval().multipliedBy(3)).toString());
    }

    private static void label(ObjectNode labels, String name, String value) {
        labels.put(name, PlainText.line(value, LONGEST_LABEL));
    }

    private static void annotation(ObjectNode annotations, String name, String value) {
        annotations.put(name, PlainText.line(value, LONGEST_ANNOTATION));
    }
}
