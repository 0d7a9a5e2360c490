package io.journeytracker.delivery.targets;

import io.journeytracker.subscription.SecretName;
import io.journeytracker.subscription.TargetDefinition;
import io.journeytracker.yaml.Block;
import io.journeytracker.yaml.Value;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Posts messages as Standard Webhooks 1.0 says, signed. */
public final class WebhookTarget implements Target {

    private static final Duration TIME_OUT = Duration.ofSeconds(15);

    private final Settings settings;
    private final TargetResources resources;

    /**
     * What a webhook has beside what every target has.
     *
     * @param secrets the current one first; two while it is being changed
     */
    record Settings(URI url, List<SecretName> secrets) {}

    /** {@code type: webhook}. */
    public static final class Type implements TargetType {

        private static final int MOST_SECRETS = 4;

        @Override
        public String type() {
            return "webhook";
        }

        @Override
        public Object settings(Block block) {
            Optional<URI> url = block.require("url", WebAddress.EXPECTED, WebAddress::read);
            List<SecretName> secrets = block.require("secrets", "one to four names of secrets", Type::secrets)
                    .orElse(List.of());
            return new Settings(url.orElse(null), secrets);
        }

        private static Optional<List<SecretName>> secrets(Value value) {
            List<SecretName> names = value.itemsOrOne().stream()
                    .flatMap(item -> SecretName.read(item).stream())
                    .toList();
            return names.size() <= MOST_SECRETS
                    ? Optional.of(names)
                    : value.fail("has " + names.size() + " secrets; expected at most " + MOST_SECRETS);
        }

        @Override
        public Target open(TargetDefinition definition, TargetResources resources) {
            return new WebhookTarget((Settings) definition.settings(), resources);
        }
    }

    private WebhookTarget(Settings settings, TargetResources resources) {
        this.settings = settings;
        this.resources = resources;
    }

    @Override
    public Answer deliver(Notification notification) throws InterruptedException {
        Instant now = resources.clock().instant();
        byte[] body = NotificationJson.bytes(notification);
        try {
            return resources
                    .http()
                    .post(settings.url(), headers(notification.id(), now.getEpochSecond(), body), body, TIME_OUT)
                    .asWebhook(resources.clock().instant());
        } catch (SecretException | IOException failed) {
            return Answer.retry(failed.getMessage());
        }
    }

    private Map<String, String> headers(String id, long timestamp, byte[] body) {
        List<String> secrets =
                settings.secrets().stream().map(resources.secrets()::read).toList();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json");
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", Long.toString(timestamp));
        headers.put("webhook-signature", WebhookSignature.of(secrets, id, timestamp, body));
        return headers;
    }
}
