package io.journeytracker.redrive;

import io.journeytracker.failure.DeadReason;
import io.journeytracker.topic.Headers;
import io.journeytracker.topic.Topics;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Letters of the topology: the same bytes under the same key go to the topic that they were read from. */
final class TopologyLetters implements LetterReader {

    private final List<String> topics;
    private final boolean includeLate;

    /** @param includeLate also those that will most likely be late again */
    TopologyLetters(Topics topics, boolean includeLate) {
        this.topics = List.of(
                topics.touchpoints(),
                topics.touchpointsByCustomer(),
                topics.transitions(),
                topics.alerts(),
                topics.deliveries(),
                topics.outbox());
        this.includeLate = includeLate;
    }

    @Override
    public Again read(Letter letter) {
        String topic = letter.topic().orElse("");
        if (!topics.contains(topic)) {
            return new Again.Leave("was read from a topic that is none of this installation's");
        }
        if (letter.has(Headers.TICK) && letter.record().value() == null) {
            return new Again.Leave("is a tick: its time has passed");
        }
        if (letter.record().value() == null) {
            return new Again.Leave("has no value: there is nothing to send");
        }
        if (letter.reason().equals(DeadReason.LATE.label()) && !includeLate) {
            return new Again.Leave(
                    "is older than its map's grace and would be late again;" + " --include-late sends it all the same");
        }
        byte[] key = letter.record().key();
        Integer partition = key == null ? letter.partition().orElse(null) : null;
        return new Again.Send(List.of(new ProducerRecord<>(
                topic,
                partition,
                letter.record().timestamp(),
                key,
                letter.record().value(),
                letter.ownHeaders())));
    }
}
