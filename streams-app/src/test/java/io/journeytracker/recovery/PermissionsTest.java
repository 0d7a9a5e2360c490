package io.journeytracker.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.journeytracker.config.JourneyConfig;
import io.journeytracker.config.Settings;
import io.journeytracker.runtime.JourneyTracker;
import io.journeytracker.testing.ShopMap;
import io.journeytracker.testing.TrackerFixture;
import io.journeytracker.topic.TopicException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/operations.md lets the application do is enough, on a broker that allows nothing else. */
@Tag("broker")
class PermissionsTest {

    private static final String LOGIN =
            "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\"%s;";

    @TempDir
    Path directory;

    private TrackerFixture world;

    @BeforeEach
    void start() {
        world = new TrackerFixture(directory.resolve("state"), client("journey"), broker());
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void theDocumentedPermissionsAreEnough() throws Exception {
        allow();
        try (JourneyTracker tracker = world.start(ShopMap.file(1))) {
            world.send("ann", "Added");
            await().atMost(Duration.ofSeconds(60)).until(() -> world.alerts().size() == 1);
            assertThat(tracker.live().ok()).isTrue();
        }
        // Again, from the changelogs.
        try (JourneyTracker restored = world.start(directory.resolve("empty"))) {
            world.send("ann", "Ordered");
            await().atMost(Duration.ofSeconds(60)).until(() -> world.alerts().size() == 2);
            assertThat(restored.live().ok()).isTrue();
        }
    }

    @Test
    void whatIsNotAllowedIsToldAtTheStart() {
        JourneyConfig config = JourneyConfig.from(new Settings().set(new HashMap<>(world.settings())))
                .withStateIn(directory.resolve("refused"));
        try (JourneyTracker tracker = new JourneyTracker(config)) {
            assertThatThrownBy(() -> tracker.start(List.of()))
                    .isInstanceOf(TopicException.class)
                    .hasMessageContaining("uthoriz");
        }
    }

    private void allow() throws Exception {
        Map<String, Object> admin = new HashMap<>();
        admin.put("bootstrap.servers", world.broker.bootstrapServers());
        client("broker").forEach((key, value) -> admin.put(key.replace("kafka.", ""), value));
        List<AclBinding> allowed = new ArrayList<>();
        for (String topics : List.of("touchpoints", "journey-", "alert-", "dead-letters")) {
            for (AclOperation operation : List.of(
                    AclOperation.READ, AclOperation.WRITE, AclOperation.CREATE, AclOperation.DESCRIBE_CONFIGS)) {
                allowed.add(allowed(ResourceType.TOPIC, topics, operation));
            }
        }
        allowed.add(allowed(ResourceType.GROUP, "journey-", AclOperation.READ));
        allowed.add(allowed(ResourceType.TRANSACTIONAL_ID, "journey-", AclOperation.WRITE));
        try (Admin broker = Admin.create(admin)) {
            broker.createAcls(allowed).all().get();
        }
    }

    private static AclBinding allowed(ResourceType type, String prefix, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(type, prefix, PatternType.PREFIXED),
                new AccessControlEntry("User:journey", "*", operation, AclPermissionType.ALLOW));
    }

    private static Map<String, String> client(String user) {
        return Map.of(
                "kafka.security.protocol",
                "SASL_PLAINTEXT",
                "kafka.sasl.mechanism",
                "PLAIN",
                "kafka.sasl.jaas.config",
                LOGIN.formatted(user, user, ""));
    }

    private static Map<String, String> broker() {
        return Map.of(
                "listener.security.protocol.map",
                "CLIENTS:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
                "sasl.enabled.mechanisms",
                "PLAIN",
                "sasl.mechanism.inter.broker.protocol",
                "PLAIN",
                "listener.name.clients.plain.sasl.jaas.config",
                LOGIN.formatted("broker", "broker", " user_broker=\"broker\" user_journey=\"journey\""),
                "authorizer.class.name",
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                // The controller's listener knows no names.
                "super.users",
                "User:broker;User:ANONYMOUS");
    }
}
