package io.journeytracker.story;

import io.journeytracker.schema.CustomerStory;
import io.journeytracker.store.WriteBehindStoreBuilder;
import io.journeytracker.topic.CustomerPartition;
import io.journeytracker.topic.Topics;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Keeps every customer's story for whoever asks. Fed by the journeys through a topic, so that neither its work nor a backlog of it
 * holds them up.
 */
public final class StoryTopology {

    /** The store. */
    public static final String STORE = "stories";

    static final String TO_STORIES = "produce-handed-over-stories";
    private static final String FROM_STORIES = "consume-stories";
    private static final String KEEP = "keep-stories";

    /** Pieces, and for each that is open that there is no mark. */
    private static final int IN_HEAP = 2 * StoryShelf.OPEN;

    private final Topics topics;
    private final Function<String, KeyValueBytesStoreSupplier> stores;

    /** @param stores makes the store of a name in which state is kept */
    public StoryTopology(Topics topics, Function<String, KeyValueBytesStoreSupplier> stores) {
        this.topics = topics;
        this.stores = stores;
    }

    public void addTo(Topology topology) {
        topology.addSource(FROM_STORIES, new ByteArrayDeserializer(), new ByteArrayDeserializer(), topics.stories())
                .addProcessor(KEEP, supplier(), FROM_STORIES)
                .addSink(
                        TO_STORIES,
                        topics.stories(),
                        new ByteArraySerializer(),
                        new ByteArraySerializer(),
                        (topic, key, value, count) -> Optional.of(Set.of(CustomerPartition.of(key, count))),
                        KEEP);
    }

    private ProcessorSupplier<byte[], byte[], byte[], byte[]> supplier() {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<byte[], byte[], byte[], byte[]> get() {
                return new StoryProcessor();
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(new WriteBehindStoreBuilder<Bytes, CustomerStory>(
                        StoryTopology.this.stores.apply(STORE), StoryCodec::new, IN_HEAP));
            }
        };
    }
}
