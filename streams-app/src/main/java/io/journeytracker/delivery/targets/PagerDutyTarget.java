package io.journeytracker.delivery.targets;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.subscription.SecretName;
import io.journeytracker.subscription.TargetDefinition;
import io.journeytracker.yaml.Block;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Triggers, acknowledges and resolves incidents by PagerDuty's Events API v2. Each alert that a message names is an event of its own, whose
 * {@code dedup_key} is the alert's id, so that what is sent twice is one incident and the end of an alert finds it; a digest is one incident.
 *
 * @see <a href="https://developer.pagerduty.com/docs/send-alert-event">Send an alert event</a>
 */
public final class PagerDutyTarget implements Target {

    static final URI USUAL_URL = URI.create("https://events.pagerduty.com/v2/enqueue");

    private static final Duration TIME_OUT = Duration.ofSeconds(15);
    private static final Duration IN_ALL = Duration.ofSeconds(18);
    private static final int LONGEST_SUMMARY = 1_024;
    private static final int LONGEST_FIELD = 255;

    private final Settings settings;
    private final TargetResources resources;

    /**
     * What PagerDuty has beside what every target has.
     *
     * @param routingKey of the service's integration
     */
    record Settings(SecretName routingKey, URI url) {}

    /** {@code type: pagerduty}. */
    public static final class Type implements TargetType {

        @Override
        public String type() {
            return "pagerduty";
        }

        @Override
        public Object settings(Block block) {
            return new Settings(
                    block.require(
                                    "routing-key",
                                    "the name of the secret that holds the integration key",
                                    SecretName::read)
                            .orElse(null),
                    block.read("url", WebAddress::read).orElse(USUAL_URL));
        }

        @Override
        public Target open(TargetDefinition definition, TargetResources resources) {
            return new PagerDutyTarget((Settings) definition.settings(), resources);
        }
    }

    private PagerDutyTarget(Settings settings, TargetResources resources) {
        this.settings = settings;
        this.resources = resources;
    }

    @Override
    public Answer deliver(Notification notification) throws InterruptedException {
        if (notification.type() == NotificationType.HEARTBEAT) {
            // An incident is no sign of life.
            return Answer.SKIPPED;
        }
        long end = System.nanoTime() + IN_ALL.toNanos();
        try {
            String key = resources.secrets().read(settings.routingKey());
            for (ObjectNode event : events(notification, key)) {
                Duration left = Duration.ofNanos(end - System.nanoTime());
                if (left.isNegative()) {
                    return Answer.retry("not all events within " + IN_ALL.toSeconds() + " s");
                }
                byte[] body = event.toString().getBytes(StandardCharsets.UTF_8);
                Answer answer = resources
                        .http()
                        .post(
                                settings.url(),
                                Map.of("content-type", "application/json"),
                                body,
                                left.compareTo(TIME_OUT) < 0 ? left : TIME_OUT)
                        .asApi(resources.clock().instant());
                if (!answer.equals(Answer.DELIVERED)) {
                    return answer;
                }
            }
            return Answer.DELIVERED;
        } catch (SecretException | IOException failed) {
            return Answer.retry(failed.getMessage());
        }
    }

    static List<ObjectNode> events(Notification n, String routingKey) {
        if (n.type() == NotificationType.DIGEST) {
            return List.of(trigger(
                    n,
                    n.first(),
                    n.id(),
                    routingKey,
                    MessageTexts.in(n.language()).title(n)));
        }
        List<ObjectNode> events = new ArrayList<>();
        for (AlertMessage alert : n.alerts()) {
            events.add(
                    switch (n.type()) {
                        case ACKNOWLEDGED -> event("acknowledge", alert.id(), routingKey);
                        case RESOLVED, RETRACTED, EXPIRED -> event("resolve", alert.id(), routingKey);
                        default ->
                            trigger(
                                    n,
                                    alert,
                                    alert.id(),
                                    routingKey,
                                    MessageTexts.in(n.language()).line(alert));
                    });
        }
        return events;
    }

    private static ObjectNode event(String action, String dedup, String routingKey) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("routing_key", routingKey)
                .put("event_action", action)
                .put("dedup_key", PlainText.cut(dedup, LONGEST_FIELD));
    }

    private static ObjectNode trigger(
            Notification n, AlertMessage alert, String dedup, String routingKey, String summary) {
        ObjectNode event = event("trigger", dedup, routingKey);
        event.put("client", "Journey Tracker");
        PlainText.link(alert).ifPresent(link -> event.put("client_url", link));
        PlainText.acknowledge(alert).ifPresent(link -> event.putArray("links")
                .addObject()
                .put("href", link)
                .put("text", field(MessageTexts.in(n.language()).acknowledge(alert.customer()))));
        ObjectNode payload = event.putObject("payload");
        payload.put("summary", PlainText.line(summary, LONGEST_SUMMARY));
        payload.put("source", field(alert.journey()));
        payload.put("severity", severity(alert.severity()));
        payload.put("timestamp", alert.due().toString());
        payload.put("component", field(alert.stage()));
        payload.put("group", field(n.team()));
        payload.put("class", field(alert.kind()));
        ObjectNode details = payload.putObject("custom_details");
        details.put("customer", field(alert.customer()));
        details.put("persona", field(alert.persona()));
        details.put("rule", field(alert.rule()));
        details.put("subscription", field(n.subscription()));
        alert.owner().ifPresent(owner -> details.put("owner", field(owner)));
        alert.event().ifPresent(last -> details.put("last_event", field(last)));
        details.put("count", n.count());
        return event;
    }

    private static String field(String text) {
        return PlainText.line(text, LONGEST_FIELD);
    }

    /** PagerDuty knows info, warning, error and critical. */
    private static String severity(String severity) {
        return switch (severity) {
            case "critical", "warning", "info" -> severity;
            default -> "error";
        };
    }
}
