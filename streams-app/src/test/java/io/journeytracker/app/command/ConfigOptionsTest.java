package io.journeytracker.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.config.JourneyConfig;
import io.journeytracker.config.Role;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The demo and the replay on a broker of their own, started in the shell of a production host. */
class ConfigOptionsTest {

    private static final Map<String, String> PRODUCTION = Map.of(
            "KAFKA_BOOTSTRAP_SERVERS", "kafka.example:9093",
            "KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
            "KAFKA_SASL_MECHANISM", "PLAIN",
            "JOURNEY_ROLES", "intake",
            "JOURNEY_TOPICS_REPLICATION_FACTOR", "3",
            "JOURNEY_TOPICS_TOUCHPOINTS_RETENTION", "7d",
            "JOURNEY_TICKS_HOLD", "true",
            "JOURNEY_ROCKSDB_BLOCK_CACHE", "128MB",
            "SCHEMA_REGISTRY_URL", "https://registry.example",
            "SCHEMA_REGISTRY_AUTO_REGISTER_SCHEMAS", "false");

    @Test
    void theDemoRunsOnItsOwnBrokerWhateverTheShellSaysOfAnother() {
        JourneyConfig demo = ConfigOptions.onOwnBroker(
                DemoSettings.of("localhost:1", 0, null, Path.of("alerts.yaml"), Optional.empty(), Optional.empty()),
                PRODUCTION);
        assertOwnBroker(demo);
        assertThat(demo.ticks().hold()).as("time passes").isFalse();
    }

    @Test
    void theReplayRunsOnItsOwnBrokerWhateverTheShellSaysOfAnother() {
        JourneyConfig replay = ConfigOptions.onOwnBroker(ReplaySettings.of("localhost:1"), PRODUCTION);
        assertOwnBroker(replay);
        assertThat(replay.ticks().hold()).as("the log's time passes").isTrue();
    }

    @Test
    void aRegistryThatTheDemoIsToUseIsReachedAsTheShellSays() {
        JourneyConfig demo = ConfigOptions.onOwnBroker(
                DemoSettings.of(
                        "localhost:1",
                        0,
                        "https://other.example",
                        Path.of("alerts.yaml"),
                        Optional.empty(),
                        Optional.empty()),
                PRODUCTION);
        assertThat(demo.registry())
                .containsEntry("schema.registry.url", "https://other.example")
                .containsEntry("schema.registry.auto.register.schemas", "false");
    }

    private static void assertOwnBroker(JourneyConfig config) {
        assertThat(config.kafka().forProducer())
                .containsEntry("bootstrap.servers", "localhost:1")
                .doesNotContainKeys("security.protocol", "sasl.mechanism");
        assertThat(config.roles()).containsExactlyInAnyOrder(Role.INTAKE, Role.STREAMS, Role.DELIVERY);
        assertThat((int) config.topics().replication()).isEqualTo(-1);
        assertThat(config.topics().touchpointsRetention()).isEmpty();
        assertThat(config.registry())
                .hasEntrySatisfying(
                        "schema.registry.url", url -> assertThat(url).startsWith("mock://"))
                .doesNotContainKey("schema.registry.auto.register.schemas");
        assertThat(config.state().blockCacheBytes())
                .as("what is said of this machine holds")
                .isEqualTo(128L << 20);
        assertThat(config.warnings()).isEmpty();
    }
}
