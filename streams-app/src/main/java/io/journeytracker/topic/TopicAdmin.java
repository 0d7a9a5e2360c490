package io.journeytracker.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the topics that are missing and tells which of the existing ones do not fit. */
public final class TopicAdmin implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopicAdmin.class);
    private static final Duration PATIENCE = Duration.ofSeconds(6);
    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final Admin admin;
    private final String bootstrapServers;

    /** @param settings of Kafka's admin client */
    public TopicAdmin(Map<String, Object> settings) {
        Map<String, Object> own = new HashMap<>(settings);
        own.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        own.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        bootstrapServers = String.valueOf(settings.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG));
        try {
            admin = Admin.create(own);
        } catch (KafkaException e) {
            throw new TopicException("Kafka's client refuses its settings (kafka.*): " + KafkaCause.of(e), e);
        }
    }

    /**
     * Makes what is missing, checks what is there.
     *
     * @return partitions by topic
     * @throws TopicException naming every topic that does not fit, or saying that no broker answers
     */
    public Map<String, Integer> prepare(List<TopicPlan> plans) {
        Set<String> names = plans.stream().map(TopicPlan::name).collect(Collectors.toSet());
        Set<String> existing = new HashSet<>(existing());
        existing.retainAll(names);
        verify(plans.stream().filter(plan -> existing.contains(plan.name())).toList());
        create(plans.stream().filter(plan -> !existing.contains(plan.name())).toList());
        return partitions(names);
    }

    /**
     * For those who only read: checks that topics are there and makes none.
     *
     * @throws TopicException naming those that are missing, or saying that no broker answers
     */
    public void require(List<String> topics) {
        Set<String> missing = new TreeSet<>(topics);
        missing.removeAll(existing());
        if (!missing.isEmpty()) {
            throw new TopicException(
                    "At " + bootstrapServers + " there is no topic " + String.join(", no topic ", missing)
                            + "; expected those of a running installation (kafka.bootstrap.servers, journey.topics.prefix):"
                            + " ./journey serve makes them");
        }
    }

    /**
     * State is by partition: checks that the changelogs of an application have as many partitions as the topic it is kept from.
     *
     * @throws TopicException where they have not
     */
    public void verifyChangelogs(String applicationId, List<String> stores, String topic, int partitions) {
        Set<String> changelogs = new HashSet<>(existing());
        changelogs.retainAll(stores.stream()
                .map(store -> applicationId + "-" + store + "-changelog")
                .toList());
        partitions(changelogs).forEach((name, count) -> {
            if (count != partitions) {
                throw new TopicException("Topic " + name + " has " + count + " partitions and " + topic + " has "
                        + partitions + ": expected the same number. The partitions of " + topic
                        + " cannot be changed once there is state; see docs/operations.md");
            }
        });
    }

    private Set<String> existing() {
        return await(admin.listTopics().names());
    }

    private Map<String, Integer> partitions(Set<String> names) {
        Map<String, Integer> partitions = new TreeMap<>();
        for (TopicDescription topic :
                await(admin.describeTopics(names).allTopicNames()).values()) {
            partitions.put(topic.name(), topic.partitions().size());
        }
        return partitions;
    }

    private void verify(List<TopicPlan> plans) {
        Map<ConfigResource, TopicPlan> resources = new HashMap<>();
        plans.forEach(plan -> resources.put(new ConfigResource(ConfigResource.Type.TOPIC, plan.name()), plan));
        Map<ConfigResource, Config> configs;
        try {
            configs = await(admin.describeConfigs(resources.keySet()).all());
        } catch (AuthorizationException forbidden) {
            LOG.warn("The topics' settings cannot be checked: {}", forbidden.getMessage());
            return;
        }
        List<String> problems = new ArrayList<>();
        resources.forEach((resource, plan) -> {
            Config config = configs.get(resource);
            plan.misfits(setting -> Optional.ofNullable(config.get(setting))
                            .map(ConfigEntry::value)
                            .orElse("-1"))
                    .forEach(misfit -> problems.add("  " + plan.name() + ": " + misfit));
        });
        if (!problems.isEmpty()) {
            problems.sort(String::compareTo);
            throw new TopicException(
                    "Topics exist that do not fit; change them, or the settings journey.topics.* (journey.topics.prefix gives others):\n"
                            + String.join("\n", problems));
        }
    }

    private void create(List<TopicPlan> plans) {
        List<NewTopic> topics = plans.stream().map(TopicAdmin::topic).toList();
        Map<String, KafkaFuture<Void>> results = admin.createTopics(topics).values();
        results.forEach((name, result) -> {
            try {
                await(result);
            } catch (TopicExistsException another) {
                LOG.debug("Another instance made topic {}", name);
            } catch (KafkaException e) {
                throw new TopicException("Topic " + name + " cannot be made: " + KafkaCause.of(e), e);
            }
        });
        if (!plans.isEmpty()) {
            LOG.info("Made topics {}", plans.stream().map(TopicPlan::name).collect(Collectors.joining(", ")));
        }
        awaitVisible(plans);
    }

    /**
     * A broker may know a topic, and lead its partitions, a moment later than the one that made it. A producer must not begin before: where its first
     * batch is refused and its second one taken, Kafka refuses the first one ever after.
     */
    private void awaitVisible(List<TopicPlan> plans) {
        Set<String> names = plans.stream().map(TopicPlan::name).collect(Collectors.toSet());
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
                await(admin.describeTopics(names).allTopicNames()).forEach((name, topic) -> topic.partitions()
                        .forEach(p -> ends.put(new TopicPartition(name, p.partition()), OffsetSpec.latest())));
                await(admin.listOffsets(ends).all());
                return;
            } catch (UnknownTopicOrPartitionException notYet) {
                if (System.nanoTime() > end) {
                    throw new TopicException("Topics " + names + " were made and did not appear", notYet);
                }
            }
        }
    }

    private static NewTopic topic(TopicPlan plan) {
        Map<String, String> configs = new HashMap<>(plan.settings());
        configs.put(TopicConfig.CLEANUP_POLICY_CONFIG, plan.cleanup());
        Optional<Short> replication = plan.replication() < 0 ? Optional.empty() : Optional.of(plan.replication());
        return new NewTopic(plan.name(), Optional.of(plan.partitions()), replication).configs(configs);
    }

    private <T> T await(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw new TopicException(
                        "No Kafka broker answered at " + bootstrapServers + " within " + PATIENCE.toSeconds()
                                + " s; expected one there (setting kafka.bootstrap.servers, environment variable KAFKA_BOOTSTRAP_SERVERS)",
                        e);
            }
            if (e.getCause() instanceof AuthenticationException refused) {
                throw new TopicException(
                        "Kafka at " + bootstrapServers + " refuses the login: " + refused.getMessage()
                                + "; expected settings kafka.security.protocol, kafka.sasl.* and kafka.ssl.* that it takes",
                        e);
            }
            if (e.getCause() instanceof KafkaException kafka) {
                throw kafka;
            }
            throw new TopicException("Kafka's admin client failed: " + KafkaCause.of(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TopicException("Interrupted while waiting for Kafka", e);
        }
    }

    @Override
    public void close() {
        admin.close(CLOSE);
    }
}
