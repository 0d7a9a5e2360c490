package io.journeytracker.feed;

import io.journeytracker.schema.AvroSerdes;
import io.journeytracker.schema.CustomerJourney;
import io.journeytracker.schema.CustomerSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

public final class OfferConsumer implements AutoCloseable {

    /** What the system for messages and offers does about it. */
    public interface Offers {
        void offer(String customer, String channel, String text);

        void forget(String customer);
    }

    private final Consumer<String, CustomerSnapshot> consumer;
    private final Offers offers;

    public OfferConsumer(String brokers, String registry, Offers offers) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", brokers,
                "group.id", "offers",
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest",
                "enable.auto.commit", "false");
        this.consumer = new KafkaConsumer<>(
                settings,
                new StringDeserializer(),
                new AvroSerdes(Map.of("schema.registry.url", registry))
                        .values(CustomerSnapshot.class)
                        .deserializer());
        this.offers = offers;
        consumer.subscribe(List.of("journey-customers"));
    }

    /** What changed since it was asked last; the offset is kept once all of it is handled. */
    public void poll() {
        consumer.poll(Duration.ofMillis(500)).forEach(this::take);
        consumer.commitSync();
    }

    private void take(ConsumerRecord<String, CustomerSnapshot> record) {
        if (record.value() == null) {
            offers.forget(record.key());
            return;
        }
        CustomerSnapshot customer = record.value();
        for (CustomerJourney journey : customer.getJourneys()) {
            boolean stuck = journey.getAlerts().stream()
                    .anyMatch(alert -> alert.getKind().equals("stall"));
            if (Boolean.TRUE.equals(customer.getConsent()) && stuck && journey.getNextStage() != null) {
                String channel = customer.getPreferredChannel() == null ? "e-mail" : customer.getPreferredChannel();
                offers.offer(
                        customer.getCustomer(),
                        channel,
                        "Help from " + journey.getStage() + " to " + journey.getNextStage() + ": "
                                + String.join(", ", journey.getNeeds()));
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
