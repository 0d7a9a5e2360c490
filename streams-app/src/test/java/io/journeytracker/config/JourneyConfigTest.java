package io.journeytracker.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.journeytracker.testing.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JourneyConfigTest {

    @Test
    void theCommandLineWinsOverTheFileAndTheFileOverTheEnvironment(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(
                directory.resolve("journey.properties"), "journey.http.port=2\njourney.streams.threads=2\n");
        JourneyConfig config = JourneyConfig.from(new Settings()
                .environment(Map.of(
                        "JOURNEY_HTTP_PORT", "1", "JOURNEY_STREAMS_THREADS", "1", "JOURNEY_TOPICS_PARTITIONS", "1"))
                .file(file)
                .set(Map.of("journey.http.port", "3")));
        assertThat(config.http().port()).isEqualTo(3);
        assertThat(config.state().threads()).isEqualTo(2);
        assertThat(config.topics().partitions()).isEqualTo(1);
    }

    @Test
    void everythingThatIsWrongIsToldAtOnceWithKeyValueAndExpectation() {
        assertThatThrownBy(() -> JourneyConfig.from(new Settings()
                        .environment(Map.of("JOURNEY_HTTP_PORT", "high"))
                        .set(Map.of(
                                "journey.ticks.allowance", "soon",
                                "journey.streams.thread", "2",
                                "kafka.streams.processing.guarantee", "at_least_once",
                                "kafka.producer.acks", "1",
                                "kafka.bootstrap.servers", "here:9092,nowhere",
                                "schema.registry.url", "registry:8081",
                                "http.port", "1"))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(
                        "journey.http.port = high (environment variable JOURNEY_HTTP_PORT): expected a number from 0 to 65535")
                .hasMessageContaining("journey.ticks.allowance = soon (--set): expected a duration from 0ms to 1h")
                .hasMessageContaining("journey.streams.thread = 2 (--set): there is no such setting")
                .hasMessageContaining("kafka.streams.processing.guarantee = at_least_once (--set): is reserved")
                .hasMessageContaining("kafka.producer.acks = 1 (--set): is reserved")
                .hasMessageContaining("kafka.bootstrap.servers = here:9092,nowhere: expected host:port")
                .hasMessageContaining("schema.registry.url = registry:8081: expected an address such as http://")
                .hasMessageContaining("http.port = 1 (--set): is no setting")
                .extracting(e -> ((ConfigException) e).problems().size())
                .isEqualTo(8);
    }

    @Test
    void kafkaSettingsReachEveryClientAndTheSpecificOnesWin() {
        KafkaSettings kafka = JourneyConfig.from(new Settings()
                        .environment(
                                Map.of("KAFKA_BOOTSTRAP_SERVERS", "a:1,b:2", "KAFKA_SECURITY_PROTOCOL", "SASL_SSL"))
                        .set(Map.of("kafka.client.rack", "one", "kafka.consumer.client.rack", "two")))
                .kafka();
        assertThat(kafka.forAdmin())
                .containsEntry("bootstrap.servers", "a:1,b:2")
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("client.rack", "one");
        assertThat(kafka.forConsumer()).containsEntry("client.rack", "two");
        assertThat(kafka.forStreams())
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("consumer.client.rack", "two");
    }

    @Test
    void variablesThatSomebodyElseSetAreNoMistake() {
        JourneyConfig config = JourneyConfig.from(new Settings()
                .environment(Map.of("JOURNEY_TRACKER_SERVICE_HOST", "10.0.0.1", "JOURNEY_LOG_LEVEL", "DEBUG")));
        assertThat(config.warnings()).singleElement().asString().contains("journey.tracker.service.host");
    }

    @Test
    void aKeyThatIsTooShortOrGivenTwiceIsRefusedWithoutBeingTold() {
        assertThatThrownBy(() -> JourneyConfig.from(new Settings()
                        .set(Map.of(
                                "journey.access.viewer.keys", "a-short-secret",
                                "journey.access.analyst.keys", "a-key-of-two-roles, another-good-key-1",
                                "journey.access.operator.keys", "a-key-of-two-roles"))))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("journey.access.viewer.keys: one of the keys is too short")
                .hasMessageContaining("journey.access.operator.keys: one of the keys")
                .hasMessageNotContainingAny("a-short-secret", "a-key-of-two-roles")
                .extracting(e -> ((ConfigException) e).problems().size())
                .isEqualTo(2);
        JourneyConfig config = JourneyConfig.from(
                new Settings().set(Map.of("journey.access.analyst.keys", "first-good-key-123, second-good-key-12")));
        assertThat(config.access().analysts()).containsExactly("first-good-key-123", "second-good-key-12");
        assertThat(config.toString()).doesNotContain("good-key");
    }

    @Test
    void instancesHaveKeysOfTheirOwnAndAnAddress() {
        for (String peers : List.of("too-short", "a-key-of-a-viewer", "given-twice-0123456, given-twice-0123456")) {
            assertThatThrownBy(() -> JourneyConfig.from(new Settings()
                            .set(Map.of(
                                    "journey.access.viewer.keys", "a-key-of-a-viewer", "journey.peers.keys", peers))))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("journey.peers.keys: one of the keys is too short")
                    .hasMessageNotContaining(peers);
        }
        for (String address : List.of("app-1", "app-1:0", "app-1:65536", "http://app-1:8080", "fd00::1", "app_1:80")) {
            assertThatThrownBy(() -> JourneyConfig.from(new Settings().set(Map.of("journey.peers.address", address))))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("journey.peers.address = " + address);
        }
        for (String address : List.of("app-1:8080", "10.0.0.7:1", "[fd00::1]:65535")) {
            JourneyConfig config = JourneyConfig.from(new Settings()
                    .set(Map.of("journey.peers.keys", "an-instances-key-1", "journey.peers.address", address)));
            assertThat(config.peers().address()).hasValue(address);
            assertThat(config.toString()).doesNotContain("an-instances-key-1");
        }
    }

    @Test
    void keysMayHaveNamesAndOneKeyIsOneUnderAnyName() {
        JourneyConfig named = JourneyConfig.from(new Settings()
                .set(Map.of("journey.access.analyst.keys", "Ann Smith:anns-key-0123456789,a-desks-key-0123456789")));
        assertThat(named.access().analysts())
                .extracting(AccessSettings::name)
                .containsExactly(Optional.of("Ann Smith"), Optional.empty());
        assertThat(named.access().analysts())
                .extracting(AccessSettings::key)
                .first()
                .isEqualTo("anns-key-0123456789");
        for (Map<String, String> wrong : List.of(
                Map.of("journey.access.analyst.keys", "Ann:a-key-0123456789,Bob:a-key-0123456789"),
                Map.of("journey.access.analyst.keys", ":a-key-0123456789"),
                Map.of("journey.access.analyst.keys", "Ann:short"),
                Map.of(
                        "journey.access.analyst.keys",
                        "Ann:a-key-0123456789",
                        "journey.peers.keys",
                        "a-key-0123456789"))) {
            assertThatThrownBy(() -> JourneyConfig.from(new Settings().set(wrong)))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageNotContaining("0123456789");
        }
    }

    @Test
    void anIssuerOfTokensNeedsAnAudienceAndSomethingThatGivesARole() {
        Map<String, String> good = Map.of(
                "journey.access.oidc.issuer", "https://login.example.com/realms/shop",
                "journey.access.oidc.audience", "journeys",
                "journey.access.oidc.viewers", "cx");
        OidcSettings tokens =
                JourneyConfig.from(new Settings().set(good)).access().oidc().orElseThrow();
        assertThat(tokens.issuer()).hasToString("https://login.example.com/realms/shop");
        assertThat(tokens.algorithms()).containsExactly("RS256", "PS256", "ES256");
        assertThat(JourneyConfig.from(new Settings()).access().oidc()).isEmpty();
        for (String setting : List.of(
                "issuer=http://login.example.com",
                "issuer=https://login.example.com?x=1",
                "issuer=login",
                "audience=",
                "viewers=",
                "algorithms=none",
                "algorithms=HS256,RS256",
                "algorithms=",
                "clock.skew=1h")) {
            Map<String, String> wrong = new HashMap<>(good);
            wrong.put("journey.access.oidc." + setting.split("=", 2)[0], setting.split("=", 2)[1]);
            assertThatThrownBy(() -> JourneyConfig.from(new Settings().set(wrong)))
                    .as(setting)
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("journey.access.oidc.");
        }
    }

    @Test
    void ticksComeLessOftenAboveThirtyTwoPartitions() {
        TickSettings ticks = JourneyConfig.from(new Settings()).ticks();
        assertThat(ticks.interval(32)).isEqualTo(Duration.ofMillis(250));
        assertThat(ticks.interval(33)).isEqualTo(Duration.ofMillis(500));
        assertThat(ticks.interval(96)).isEqualTo(Duration.ofMillis(750));
    }

    @Test
    void theDocumentListsEverySettingWithItsDefaultAndMeaning() {
        String document = Checkout.read("docs/configuration.md");
        for (Key<?> key : Keys.all()) {
            String fallback = key.fallback().isEmpty() ? "none" : "`" + key.fallback() + "`";
            assertThat(document)
                    .contains("| `" + key.name() + "` | " + fallback + " | " + key.meaning() + " Expected: "
                            + key.expected() + ". |");
        }
        assertThat(Checkout.codeInFirstColumn("docs/configuration.md").stream()
                        .filter(name -> name.startsWith("journey.")))
                .containsExactlyElementsOf(Keys.all().stream().map(Key::name).toList());
    }
}
