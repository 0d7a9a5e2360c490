package io.journeytracker.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.journeytracker.testing.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The committed configuration of Prometheus and its rules, with addresses of this machine in place of the services'. */
final class ScrapeConfig {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final String HERE = "127.0.0.1:";

    private final ObjectNode config;

    /** @param application where it serves its metrics, as are the others */
    ScrapeConfig(int application, int prometheus, int alertmanager) {
        try {
            config = (ObjectNode) YAML.readTree(Checkout.read("grafana/prometheus/prometheus.yml"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        targets(config.at("/alerting/alertmanagers/0/static_configs/0"), alertmanager);
        for (JsonNode job : config.path("scrape_configs")) {
            String name = job.path("job_name").asText();
            int port =
                    switch (name) {
                        case "journey-tracker" -> application;
                        case "prometheus" -> prometheus;
                        case "alertmanager" -> alertmanager;
                        default -> throw new IllegalStateException("An unknown job " + name);
                    };
            ((ObjectNode) job).remove("dns_sd_configs");
            targets(((ObjectNode) job).putArray("static_configs").addObject(), port);
        }
    }

    private static void targets(JsonNode config, int port) {
        ((ObjectNode) config).putArray("targets").add(HERE + port);
    }

    /** Looks and judges every second, for tests that do not measure how soon. */
    ScrapeConfig often() {
        ((ObjectNode) config.get("global")).put("scrape_interval", "1s").put("evaluation_interval", "1s");
        return this;
    }

    /** @return the file of the configuration, beside which those of the rules are */
    Path writeTo(Path folder) throws IOException {
        for (String rules : List.of("recording.yml", "alerts.yml")) {
            Files.writeString(folder.resolve(rules), Checkout.read("grafana/prometheus/" + rules));
        }
        Path file = folder.resolve("prometheus.yml");
        YAML.writeValue(file.toFile(), config);
        return file;
    }
}
