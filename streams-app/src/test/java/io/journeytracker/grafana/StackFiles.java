package io.journeytracker.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Whether the files of the stack say the same of one another: ports, mounts, data sources, targets, runbooks. */
final class StackFiles {

    private static final Pattern PINNED = Pattern.compile("[a-z0-9./-]+:v?\\d+\\.\\d+\\.\\d+[\\w.-]*");
    private static final Pattern PUBLISHED = Pattern.compile("127\\.0\\.0\\.1:(\\d+):\\1");
    /** Where prometheus.yml says that they are read, if it does. */
    private static final String RUNBOOKS =
            "{{ with $externalLabels.runbooks }}{{ . }}{{ else }}docs/operations.md{{ end }}";

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final int LEAST_DAYS = 35;

    private final Path root;
    private final JsonNode services;
    private final List<String> problems = new ArrayList<>();

    private StackFiles(Path root) {
        this.root = root;
        this.services = read("docker-compose.yml").path("services");
    }

    /** @param root of a checkout, or a copy of it */
    static List<String> problems(Path root) {
        StackFiles files = new StackFiles(root);
        files.compose();
        files.image();
        files.prometheus();
        files.grafana();
        files.demo();
        files.runbooks();
        return files.problems;
    }

    private JsonNode read(String file) {
        try {
            return YAML.readTree(root.resolve(file).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String text(String file) {
        try {
            return Files.readString(root.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            problems.add(otherwise);
        }
    }

    /** A service with what its anchor gives it: merge keys are not Jackson's. */
    private JsonNode of(JsonNode service, String key) {
        return service.has(key) || !service.has("<<")
                ? service.path(key)
                : read("docker-compose.yml").path("x-app").path(key);
    }

    private void compose() {
        services(services);
        services(read("grafana/compose/demo.yml").path("services"));
        String command = services.path("prometheus").path("command").toString();
        var retention = Pattern.compile("retention\\.time=(\\d+)d").matcher(command);
        require(
                retention.find() && Integer.parseInt(retention.group(1)) >= LEAST_DAYS,
                "prometheus: keeps less than 35 days");
    }

    private void services(JsonNode some) {
        some.properties().forEach(entry -> {
            String name = entry.getKey();
            JsonNode service = entry.getValue();
            boolean built = of(service, "build").has("dockerfile");
            require(
                    built || PINNED.matcher(of(service, "image").asText()).matches(),
                    name + ": its image is not pinned to a version");
            require(
                    !built || of(service, "image").isMissingNode(),
                    name + ": is built under a name that another service may build at the same time");
            require(of(service, "healthcheck").size() > 0, name + ": has no health check");
            require(!of(service, "mem_limit").isMissingNode(), name + ": has no limit of memory");
            service.path("ports")
                    .forEach(port -> require(
                            PUBLISHED.matcher(port.asText()).matches(),
                            name + ": port " + port.asText() + " is not this machine's alone"));
            service.path("volumes").forEach(mount -> mount(name, mount.asText()));
            service.path("depends_on")
                    .fieldNames()
                    .forEachRemaining(other ->
                            require(services.has(other), name + ": depends on " + other + ", which is no service"));
        });
    }

    /** What the image is made of is there, the licence among it, and who runs it is not root. */
    private void image() {
        String text = text("streams-app/Dockerfile");
        Pattern.compile("(?m)^FROM (\\S+)")
                .matcher(text)
                .results()
                .forEach(from -> require(
                        PINNED.matcher(from.group(1)).matches(),
                        "Dockerfile: " + from.group(1) + " is not pinned to a version"));
        Pattern.compile("(?m)^COPY (?:--chmod=\\d+ )?([^-].*) \\S+$")
                .matcher(text)
                .results()
                .forEach(copy -> {
                    for (String source : copy.group(1).split(" ")) {
                        require(
                                Files.exists(root.resolve(source)),
                                "Dockerfile: copies " + source + ", which is not there");
                    }
                });
        require(text.contains("COPY pom.xml LICENSE NOTICE ./"), "Dockerfile: the licence is not built in");
        require(Pattern.compile("(?m)^USER [1-9]\\d*:[1-9]\\d*$").matcher(text).find(), "Dockerfile: runs as root");
    }

    private void mount(String service, String mount) {
        String source = mount.split(":")[0];
        boolean named = !source.startsWith(".");
        require(
                named ? read("docker-compose.yml").path("volumes").has(source) : Files.exists(root.resolve(source)),
                service + ": mounts " + source + ", which is not there");
    }

    private void prometheus() {
        JsonNode prometheus = read("grafana/prometheus/prometheus.yml");
        prometheus
                .path("rule_files")
                .forEach(file -> require(
                        Files.exists(root.resolve("grafana/prometheus").resolve(file.asText())),
                        "prometheus: no rule file " + file.asText()));
        Set<String> targets = new TreeSet<>();
        targets.add(prometheus
                .at("/alerting/alertmanagers/0/static_configs/0/targets/0")
                .asText());
        for (JsonNode job : prometheus.path("scrape_configs")) {
            job.at("/static_configs/0/targets").forEach(target -> targets.add(target.asText()));
            job.at("/dns_sd_configs/0/names")
                    .forEach(name -> targets.add(name.asText() + ":"
                            + job.at("/dns_sd_configs/0/port").asText()));
        }
        targets.forEach(target -> serves(target.replace("localhost", "prometheus")));
        require(
                targets.contains("app:8080") && targets.contains("app-2:8080"),
                "prometheus: does not scrape both instances");
    }

    /** Some port is listened on by a service of this name, by what its image or our settings say. */
    private void serves(String address) {
        String[] parts = address.split(":");
        JsonNode service = services.path(parts[0]);
        String usual = of(service, "healthcheck").path("test").toString();
        require(
                !service.isMissingNode() && usual.contains(parts[1]),
                address + ": no service of this name listens on this port");
    }

    private void grafana() {
        JsonNode source =
                read("grafana/provisioning/datasources/prometheus.yml").at("/datasources/0");
        serves(source.path("url").asText().replace("http://", ""));
        require(
                source.path("uid").asText().equals("prometheus"),
                "the data source's uid is not the one that dashboards begin with");
        require(!source.path("editable").asBoolean(true), "the data source can be edited");
        JsonNode provider = read("grafana/provisioning/dashboards/journey.yml").at("/providers/0");
        require(!provider.path("allowUiUpdates").asBoolean(true), "dashboards can be edited");
        String folder = provider.at("/options/path").asText();
        String mounts = services.path("grafana").path("volumes").toString();
        require(
                mounts.contains("./grafana/dashboards:" + folder + ":ro"),
                "grafana: its dashboards are not mounted at " + folder);
        for (String what : List.of("datasources", "dashboards")) {
            require(
                    mounts.contains("./grafana/provisioning/" + what + ":/etc/grafana/provisioning/" + what + ":ro"),
                    "grafana: is not provisioned with " + what);
        }
        String scraped = read("grafana/prometheus/prometheus.yml")
                .at("/global/scrape_interval")
                .asText();
        require(
                source.at("/jsonData/timeInterval").asText().equals(scraped),
                "the data source's interval is not Prometheus's");
    }

    private void demo() {
        JsonNode visitors = read("grafana/compose/demo.yml").at("/services/visitors");
        require(
                visitors.path("build").equals(of(services.path("app"), "build")),
                "visitors: not the application's image");
        JsonNode source = read("grafana/compose/sources.yaml").at("/sources/0");
        require(
                visitors.path("command")
                        .toString()
                        .contains("\"--key\",\"" + source.at("/keys/0").asText() + "\""),
                "visitors: send with a key that no source has");
    }

    private void runbooks() {
        String operations = text("docs/operations.md");
        JsonNode prometheus = read("grafana/prometheus/prometheus.yml");
        String mounted = services.path("prometheus").path("volumes").toString();
        require(
                prometheus.at("/global/external_labels/runbooks").asText().endsWith(":9090/user/operations.md")
                        && mounted.contains("./docs:/etc/runbooks:ro")
                        && services.path("prometheus").path("command").toString().contains("user-assets=/etc/runbooks"),
                "prometheus: the runbooks are not served where the links of alerts lead");
        require(
                prometheus.at("/alerting/alert_relabel_configs/0/regex").asText().equals("runbooks"),
                "prometheus: alerts carry the address of the runbooks as a label");
        for (JsonNode group : read("grafana/prometheus/alerts.yml").path("groups")) {
            for (JsonNode rule : group.path("rules")) {
                String alert = rule.path("alert").asText();
                String link = rule.at("/annotations/runbook_url").asText();
                require(
                        link.equals(RUNBOOKS + "#" + alert.toLowerCase(Locale.ROOT)),
                        alert + ": its runbook is another's");
                require(operations.contains("\n### " + alert + "\n"), alert + ": has no heading in docs/operations.md");
                require(
                        Set.of("critical", "warning", "info")
                                .contains(rule.at("/labels/severity").asText()),
                        alert + ": has no severity");
                require(!rule.at("/labels/owner").asText("").isBlank(), alert + ": has no owner");
                require(!rule.at("/annotations/summary").asText("").isBlank(), alert + ": has no summary");
            }
        }
    }
}
