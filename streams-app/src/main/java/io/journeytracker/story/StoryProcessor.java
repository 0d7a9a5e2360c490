package io.journeytracker.story;

import io.journeytracker.schema.CustomerStory;
import io.journeytracker.schema.StoryKind;
import io.journeytracker.store.WriteBehindStore;
import io.journeytracker.stream.CommitPacer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Adds to customers' stories what the journeys tell. Of a customer who turned out to be another one it keeps no more than that: their
 * story, and whatever else is handed over to them later, goes on to the other.
 */
final class StoryProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    private final StoryCodec codec = new StoryCodec();
    private ProcessorContext<byte[], byte[]> context;
    private WriteBehindStore<String, CustomerStory> stories;
    private CommitPacer pacer;

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        this.stories = context.getStateStore(StoryTopology.STORE);
        this.pacer = new CommitPacer(context);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        CustomerStory said = codec.decode(record.value());
        String customer = new String(record.key(), StandardCharsets.UTF_8);
        CustomerStory known = stories.get(customer);
        if (is(known, StoryKind.JOINED)) {
            if (said.getKind() == StoryKind.PART) {
                context.forward(record.withKey(bytes(known.getOther())));
            }
        } else {
            told(customer, known, said);
        }
        pacer.passed(record.timestamp());
    }

    private void told(String customer, CustomerStory known, CustomerStory said) {
        switch (said.getKind()) {
            case PART -> add(customer, known, said);
            case JOINED -> {
                if (is(known, StoryKind.PART)) {
                    known.setOther(customer);
                    context.forward(
                            new Record<>(bytes(said.getOther()), codec.encode(known), context.currentSystemTimeMs()));
                }
                stories.put(customer, said);
            }
            case ERASED -> stories.put(customer, said);
            case FORGOTTEN -> {
                if (is(known, StoryKind.PART)) {
                    stories.delete(customer);
                }
            }
            default ->
                throw new IllegalStateException("A part of a story is of a kind that this version does not know");
        }
    }

    private void add(String customer, CustomerStory known, CustomerStory part) {
        boolean handedOver = !part.getOther().isEmpty();
        if (is(known, StoryKind.ERASED) && handedOver) {
            // It was on its way when the customer said no.
            return;
        }
        if (is(known, StoryKind.PART)) {
            StoryBook.add(known, part);
            stories.put(customer, known);
        } else {
            stories.put(customer, StoryBook.of(part));
        }
    }

    private static boolean is(CustomerStory story, StoryKind kind) {
        return story != null && story.getKind() == kind;
    }

    private static byte[] bytes(String customer) {
        return customer.getBytes(StandardCharsets.UTF_8);
    }
}
