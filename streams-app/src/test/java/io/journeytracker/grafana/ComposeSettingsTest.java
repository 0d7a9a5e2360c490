package io.journeytracker.grafana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.journeytracker.config.JourneyConfig;
import io.journeytracker.config.Settings;
import io.journeytracker.definition.MapReader;
import io.journeytracker.intake.source.SourcesReader;
import io.journeytracker.testing.Checkout;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import kafka.server.KafkaConfig;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What the compose file tells the application is what the application understands. */
class ComposeSettingsTest {

    /** {@code ${NAME:-}}: empty unless somebody sets it. */
    private static final Pattern GIVEN = Pattern.compile("\\$\\{\\w+:-}");

    private static final String NOBODY = "0 viewers' keys, 0 analysts', 0 operators'";

    private static Map<?, ?> service(String text, String name) {
        Map<?, ?> file = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        return (Map<?, ?>) ((Map<?, ?>) file.get("services")).get(name);
    }

    private static JourneyConfig config(Map<?, ?> service) {
        Map<String, String> environment = new HashMap<>();
        ((Map<?, ?>) service.get("environment"))
                .forEach((name, value) -> environment.put(
                        String.valueOf(name),
                        GIVEN.matcher(String.valueOf(value)).replaceAll("")));
        return JourneyConfig.from(new Settings().environment(environment));
    }

    /** Files of the checkout by where they are in the container, and what else is mounted. */
    private static Map<String, String> mounts(Map<?, ?> service) {
        Map<String, String> mounts = new TreeMap<>();
        ((List<?>) service.get("volumes")).forEach(mount -> {
            String[] parts = String.valueOf(mount).split(":");
            mounts.put(parts[1], parts[0]);
        });
        return mounts;
    }

    @ParameterizedTest
    @ValueSource(strings = {"app", "app-2"})
    void anInstanceIsSetUpAsTheOtherFilesExpect(String name) {
        Map<?, ?> service = service(Checkout.read("docker-compose.yml"), name);
        JourneyConfig config = config(service);
        assertThat(config.warnings()).isEmpty();
        assertThat(service.get("healthcheck").toString())
                .contains("/app/healthy, " + config.http().port() + "]");
        assertThat(config.http().host())
                .as("reached from outside the container")
                .isEqualTo("0.0.0.0");
        assertThat(config.intake().listen().host()).isEqualTo("0.0.0.0");
        assertThat(Checkout.read("grafana/compose/demo.yml"))
                .contains("http://app:" + config.intake().listen().port() + "\"");
        assertThat(config.state().standbys()).isOne();
        assertThat(config.access()).as("nobody may look unless keys are given").hasToString(NOBODY);
        assertThat(config.registry())
                .containsEntry("schema.registry.url", "http://schema-registry:8081")
                .containsEntry("schema.registry.auto.register.schemas", "false");

        Map<String, String> mounts = mounts(service);
        assertThat(mounts).containsKey(config.state().directory().toString());
        Path sources = Checkout.root()
                .resolve(mounts.get(config.intake().sources().orElseThrow().toString()));
        assertThat(new SourcesReader(variable -> Optional.empty()).read(sources).withKey("demo"))
                .isPresent();
        List<?> command = (List<?>) service.get("command");
        String map = mounts.get(String.valueOf(command.get(command.indexOf("--journey") + 1)));
        assertThat(new MapReader(LocalDate.EPOCH)
                        .read(Checkout.read(map), map)
                        .orThrow()
                        .id())
                .isEqualTo("online-shop");
    }

    /** The image makes of {@code KAFKA_NODE_ID} the setting {@code node.id}, and keeps for its Java what is Java's. */
    private static Map<String, String> brokerSettings(String text) {
        Map<String, String> settings = new TreeMap<>();
        ((Map<?, ?>) service(text, "kafka").get("environment")).forEach((name, value) -> {
            if (!name.equals("KAFKA_HEAP_OPTS")) {
                String setting = String.valueOf(name).substring("KAFKA_".length()).toLowerCase(Locale.ROOT);
                settings.put(setting.replace('_', '.'), String.valueOf(value));
            }
        });
        return settings;
    }

    @Test
    void theBrokerTakesWhatItIsTold() {
        String text = Checkout.read("docker-compose.yml");
        Map<String, String> settings = brokerSettings(text);
        assertThat(KafkaConfig.configDef().names()).containsAll(settings.keySet());
        KafkaConfig config = new KafkaConfig(settings, false);
        assertThat(config.nodeId()).isOne();
        assertThat(config.effectiveAdvertisedBrokerListeners().mkString(" "))
                .contains("kafka")
                .contains("19092");
        // Planted mistakes.
        assertThat(brokerSettings(text.replace("KAFKA_NODE_ID", "KAFKA_NODE")).keySet())
                .anyMatch(setting -> !KafkaConfig.configDef().names().contains(setting));
        assertThatThrownBy(() -> new KafkaConfig(brokerSettings(text.replace("INSIDE://:19092,", "")), false))
                .isInstanceOfAny(IllegalArgumentException.class, ConfigException.class);
    }

    @ParameterizedTest
    @CsvSource({"JOURNEY_TOPICS_PARTITIONS, JOURNEY_TOPIC_PARTITIONS", "JOURNEY_STATE_DIR, JOURNEY_STATE_FOLDER"})
    void aPlantedMistakeIsFound(String right, String wrong) {
        String text = Checkout.read("docker-compose.yml");
        assertThat(text).contains(right);
        assertThat(config(service(text.replace(right, wrong), "app")).warnings())
                .anySatisfy(warning -> assertThat(warning).contains("there is no such setting"));
    }
}
