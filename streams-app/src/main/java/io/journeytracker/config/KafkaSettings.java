package io.journeytracker.config;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is passed through to Kafka's clients: {@code kafka.*} to each of them, {@code kafka.producer.*} and so on to one kind,
 * which wins. What the application relies on cannot be set.
 */
public record KafkaSettings(
        Map<String, String> common,
        Map<String, String> admin,
        Map<String, String> producer,
        Map<String, String> consumer,
        Map<String, String> streams) {

    private static final String PREFIX = "kafka.";
    private static final String BOOTSTRAP = "bootstrap.servers";
    private static final String DEFAULT_BOOTSTRAP = "localhost:9092";
    private static final Pattern SERVER = Pattern.compile("(?:\\[[^\\]\\s]+]|[^\\s:\\[\\]]+):(\\d{1,5})");
    private static final int LAST_PORT = 65_535;
    private static final List<String> KINDS = List.of("admin.", "producer.", "consumer.", "streams.");

    /** Reserved: the application decides them, or one of its own settings does. */
    private static final Map<String, String> RESERVED = Map.ofEntries(
            Map.entry("application.id", "journey.application.id sets it"),
            Map.entry("application.server", "journey.peers.address sets it"),
            Map.entry("state.dir", "journey.state.dir sets it"),
            Map.entry("num.stream.threads", "journey.streams.threads sets it"),
            Map.entry("num.standby.replicas", "journey.streams.standbys sets it"),
            Map.entry("replication.factor", "journey.topics.replication.factor sets it"),
            Map.entry("processing.guarantee", "it is exactly_once_v2"),
            Map.entry("errors.dead.letter.queue.topic.name", "it is the topic dead-letters"),
            Map.entry("deserialization.exception.handler", "what cannot be read becomes a dead letter"),
            Map.entry("processing.exception.handler", "what cannot be handled becomes a dead letter"),
            Map.entry("production.exception.handler", "what cannot be written is tried again, never left out"),
            Map.entry("default.deserialization.exception.handler", "what cannot be read becomes a dead letter"),
            Map.entry("default.production.exception.handler", "what cannot be written is tried again"),
            Map.entry("default.timestamp.extractor", "a record has the timestamp that it was written with"),
            Map.entry("rocksdb.config.setter", "journey.rocksdb.* set its memory"),
            Map.entry("ensure.explicit.internal.resource.naming", "all names are chosen"),
            Map.entry("max.task.idle.ms", "no topic waits for another"),
            Map.entry("group.protocol", "it is classic"),
            Map.entry("group.id", "it is the application id"),
            Map.entry("transactional.id", "it is made from the application id"),
            Map.entry("enable.auto.commit", "offsets are committed in transactions"),
            Map.entry("auto.offset.reset", "everything is read from its beginning"),
            Map.entry("isolation.level", "it is read_committed"),
            Map.entry("enable.idempotence", "exactly-once needs it"),
            Map.entry("acks", "exactly-once needs all"),
            Map.entry("key.serializer", "the application brings its own"),
            Map.entry("value.serializer", "the application brings its own"),
            Map.entry("key.deserializer", "the application brings its own"),
            Map.entry("value.deserializer", "the application brings its own"));

    static KafkaSettings from(Settings settings, List<String> problems) {
        Map<String, Map<String, String>> kinds = new HashMap<>();
        Map<String, String> common = new HashMap<>();
        common.put(BOOTSTRAP, DEFAULT_BOOTSTRAP);
        settings.all().forEach((name, given) -> {
            if (name.startsWith(PREFIX)) {
                String key = name.substring(PREFIX.length());
                String kind = KINDS.stream().filter(key::startsWith).findFirst().orElse("");
                key = key.substring(kind.length());
                if (RESERVED.containsKey(withoutClient(key)) || key.equals(BOOTSTRAP) && !kind.isEmpty()) {
                    problems.add(name + " = " + given.value() + " (" + given.origin()
                            + "): is reserved, expected it unset; "
                            + RESERVED.getOrDefault(withoutClient(key), "kafka.bootstrap.servers sets it for all"));
                }
                (kind.isEmpty() ? common : kinds.computeIfAbsent(kind, k -> new HashMap<>())).put(key, given.value());
            }
        });
        if (!Arrays.stream(common.get(BOOTSTRAP).split(",", -1)).allMatch(KafkaSettings::isServer)) {
            problems.add("kafka.bootstrap.servers = " + common.get(BOOTSTRAP)
                    + ": expected host:port, several with commas between them");
        }
        return new KafkaSettings(
                Map.copyOf(common),
                of(kinds, "admin."),
                of(kinds, "producer."),
                of(kinds, "consumer."),
                of(kinds, "streams."));
    }

    private static boolean isServer(String text) {
        Matcher server = SERVER.matcher(text.strip());
        return server.matches() && Integer.parseInt(server.group(1)) <= LAST_PORT;
    }

    private static Map<String, String> of(Map<String, Map<String, String>> kinds, String kind) {
        return Map.copyOf(kinds.getOrDefault(kind, Map.of()));
    }

    /** Kafka Streams takes its clients' settings with a prefix of their own. */
    private static String withoutClient(String key) {
        for (String prefix :
                Set.of("main.consumer.", "restore.consumer.", "global.consumer.", "consumer.", "producer.")) {
            if (key.startsWith(prefix)) {
                return key.substring(prefix.length());
            }
        }
        return key;
    }

    public String bootstrapServers() {
        return common.get(BOOTSTRAP);
    }

    public Map<String, Object> forAdmin() {
        return merged(admin);
    }

    public Map<String, Object> forProducer() {
        return merged(producer);
    }

    public Map<String, Object> forConsumer() {
        return merged(consumer);
    }

    /** With the settings of each kind of client under the prefix that Kafka Streams gives it. */
    public Map<String, Object> forStreams() {
        Map<String, Object> merged = merged(Map.of());
        admin.forEach((key, value) -> merged.put("admin." + key, value));
        producer.forEach((key, value) -> merged.put("producer." + key, value));
        consumer.forEach((key, value) -> merged.put("consumer." + key, value));
        merged.putAll(streams);
        return merged;
    }

    private Map<String, Object> merged(Map<String, String> kind) {
        Map<String, Object> merged = new HashMap<>(common);
        merged.putAll(kind);
        return merged;
    }
}
