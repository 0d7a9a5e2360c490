package io.journeytracker.story;

import io.journeytracker.schema.CustomerStory;
import io.journeytracker.schema.StoryKind;
import io.journeytracker.schema.UnreadableRecordException;
import io.journeytracker.stream.CommitPacer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
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
    private StoryShelf shelf;
    private CommitPacer pacer;

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        this.shelf = new StoryShelf(context.getStateStore(StoryTopology.STORE));
        this.pacer = new CommitPacer(context);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        CustomerStory said = read(record.value());
        String customer = new String(record.key(), StandardCharsets.UTF_8);
        Optional<CustomerStory> mark = shelf.mark(customer);
        if (mark.isPresent() && mark.get().getKind() == StoryKind.JOINED) {
            if (said.getKind() == StoryKind.PART) {
                context.forward(record.withKey(bytes(mark.get().getOther())));
            }
        } else {
            told(customer, said, mark.isPresent());
        }
        pacer.passed(record.timestamp());
    }

    private CustomerStory read(byte[] value) {
        if (value == null) {
            throw new SerializationException("a part of a story without a value");
        }
        try {
            return codec.decode(value);
        } catch (UnreadableRecordException e) {
            // Without its cause, which stands for state that cannot be read.
            throw new SerializationException(e.getMessage());
        }
    }

    private void told(String customer, CustomerStory said, boolean erased) {
        switch (said.getKind()) {
            case PART -> {
                boolean handedOver = !said.getOther().isEmpty();
                // What was on its way when the customer said no is nobody's.
                if (!erased || !handedOver) {
                    // Numbers begin with 1, and no two records of the partition have the same.
                    shelf.add(
                            customer,
                            said,
                            context.recordMetadata().orElseThrow().offset() + 1);
                }
            }
            case JOINED -> {
                shelf.story(customer).ifPresent(story -> {
                    story.setOther(customer);
                    context.forward(
                            new Record<>(bytes(said.getOther()), codec.encode(story), context.currentSystemTimeMs()));
                });
                shelf.mark(customer, said);
            }
            case ERASED -> shelf.mark(customer, said);
            case FORGOTTEN -> {
                if (!erased) {
                    shelf.forget(customer);
                }
            }
            default ->
                throw new IllegalStateException("A part of a story is of a kind that this version does not know");
        }
    }

    private static byte[] bytes(String customer) {
        return customer.getBytes(StandardCharsets.UTF_8);
    }
}
