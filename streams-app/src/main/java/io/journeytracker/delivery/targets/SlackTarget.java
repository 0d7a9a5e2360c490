package io.journeytracker.delivery.targets;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.subscription.SecretName;
import io.journeytracker.subscription.TargetDefinition;
import io.journeytracker.yaml.Block;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Posts messages to an incoming webhook of Slack, or of what understands its messages (Mattermost, Rocket.Chat and others read {@code text}).
 *
 * @see <a href="https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks">Incoming webhooks</a>
 * @see <a href="https://docs.slack.dev/reference/block-kit/blocks">Blocks and their limits</a>
 */
public final class SlackTarget implements Target {

    private static final Duration TIME_OUT = Duration.ofSeconds(15);
    private static final int LONGEST_HEADER = 150;
    private static final int LONGEST_TEXT = 3_000;
    private static final int LONGEST_LINE = 400;
    private static final int LONGEST_BUTTON = 75;
    /** Alerts that have buttons. */
    private static final int MOST_BUTTONS = 5;

    /** What Slack says when a webhook is no longer there. */
    private static final Set<String> GONE =
            Set.of("no_service", "no_service_id", "no_team", "team_disabled", "invalid_token", "channel_is_archived");

    private static final Set<Integer> REFUSED = Set.of(400, 403, 413);

    private final SecretName webhook;
    private final TargetResources resources;

    /**
     * What Slack has beside what every target has.
     *
     * @param webhook its address, which is all that one needs to write there
     */
    record Settings(SecretName webhook) {}

    /** {@code type: slack}. */
    public static final class Type implements TargetType {

        @Override
        public String type() {
            return "slack";
        }

        @Override
        public Object settings(Block block) {
            return new Settings(block.require(
                            "webhook", "the name of the secret that holds the webhook's address", SecretName::read)
                    .orElse(null));
        }

        @Override
        public Target open(TargetDefinition definition, TargetResources resources) {
            return new SlackTarget(((Settings) definition.settings()).webhook(), resources);
        }
    }

    private SlackTarget(SecretName webhook, TargetResources resources) {
        this.webhook = webhook;
        this.resources = resources;
    }

    @Override
    public Answer deliver(Notification notification) throws InterruptedException {
        byte[] body = body(notification).toString().getBytes(StandardCharsets.UTF_8);
        try {
            HttpAnswer answer = resources
                    .http()
                    .post(
                            WebAddress.parse(resources.secrets().read(webhook)),
                            Map.of("content-type", "application/json; charset=utf-8"),
                            body,
                            TIME_OUT);
            return read(answer, resources.clock().instant());
        } catch (SecretException | IOException failed) {
            return Answer.retry(failed.getMessage());
        }
    }

    private static Answer read(HttpAnswer answer, Instant now) {
        String word = answer.body().strip();
        if (answer.status() >= 400 && GONE.contains(word)) {
            return Answer.disable("Slack says " + word);
        }
        return REFUSED.contains(answer.status())
                ? Answer.giveUp("HTTP status " + answer.status())
                : answer.asWebhook(now);
    }

    static ObjectNode body(Notification n) {
        MessageTexts texts = MessageTexts.in(n.language());
        List<String> lines = lines(n, texts);
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        // What is shown where there are no blocks: notifications, and other receivers of the same form.
        body.put("text", String.join("\n", text(n, texts, lines)));
        body.put("mrkdwn", false);
        ArrayNode blocks = body.putArray("blocks");
        plain(blocks.addObject().put("type", "header"), SlackText.line(texts.title(n), LONGEST_HEADER));
        plain(blocks.addObject().put("type", "section"), joined(lines, LONGEST_TEXT));
        ArrayNode context = blocks.addObject().put("type", "context").putArray("elements");
        plainText(context.addObject(), SlackText.line(facts(n), LONGEST_LINE));
        plainText(context.addObject(), SlackText.line(texts.reason(n), LONGEST_LINE));
        ArrayNode buttons = JsonNodeFactory.instance.arrayNode();
        n.alerts().stream().limit(MOST_BUTTONS).forEach(alert -> button(buttons, alert, texts));
        if (!buttons.isEmpty()) {
            blocks.addObject().put("type", "actions").set("elements", buttons);
        }
        return body;
    }

    private static List<String> text(Notification n, MessageTexts texts, List<String> lines) {
        List<String> text = new ArrayList<>();
        text.add(SlackText.line(texts.title(n), LONGEST_LINE));
        text.add(joined(lines, LONGEST_TEXT));
        n.alerts().stream()
                .findFirst()
                .flatMap(PlainText::link)
                .map(link -> SlackText.line(link, LONGEST_TEXT))
                .ifPresent(text::add);
        return text;
    }

    private static List<String> lines(Notification n, MessageTexts texts) {
        List<String> lines = new ArrayList<>();
        for (AlertMessage alert : n.alerts()) {
            lines.add(SlackText.line(texts.line(alert), LONGEST_LINE));
            alert.acknowledgement()
                    .map(texts::acknowledgement)
                    .map(text -> SlackText.line(text, LONGEST_LINE))
                    .ifPresent(lines::add);
        }
        if (n.more() > 0) {
            lines.add(texts.more(n.more()));
        }
        if (lines.isEmpty()) {
            lines.add(SlackText.line(texts.title(n), LONGEST_LINE));
        }
        return lines;
    }

    /** As many whole lines as there is room for. */
    private static String joined(List<String> lines, int most) {
        StringBuilder joined = new StringBuilder(lines.get(0));
        for (String line : lines.subList(1, lines.size())) {
            if (joined.length() + line.length() + 3 > most) {
                return joined.append("\n…").toString();
            }
            joined.append('\n').append(line);
        }
        return joined.toString();
    }

    private static String facts(Notification n) {
        if (n.alerts().isEmpty() || n.count() > 1 && n.group().isEmpty()) {
            return n.type().label();
        }
        AlertMessage alert = n.first();
        return Stream.of(
                        Optional.of(alert.severity()),
                        Optional.of(alert.journey()),
                        Optional.of(alert.stage()),
                        alert.owner())
                .flatMap(Optional::stream)
                .reduce((one, other) -> one + " · " + other)
                .orElse("");
    }

    private static void button(ArrayNode buttons, AlertMessage alert, MessageTexts texts) {
        PlainText.link(alert).ifPresent(link -> button(buttons, "open-", texts.open(alert.customer()), link));
        PlainText.acknowledge(alert)
                .ifPresent(link -> button(buttons, "acknowledge-", texts.acknowledge(alert.customer()), link));
    }

    private static void button(ArrayNode buttons, String action, String text, String link) {
        ObjectNode button = buttons.addObject().put("type", "button");
        button.put("action_id", action + buttons.size());
        plain(button, SlackText.line(text, LONGEST_BUTTON));
        button.put("url", link);
    }

    private static void plain(ObjectNode block, String text) {
        plainText(block.putObject("text"), text);
    }

    private static void plainText(ObjectNode object, String text) {
        object.put("type", "plain_text").put("text", text).put("emoji", false);
    }
}
