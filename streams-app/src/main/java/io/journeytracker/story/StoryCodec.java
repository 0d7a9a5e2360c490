package io.journeytracker.story;

import io.journeytracker.schema.CustomerStory;
import io.journeytracker.schema.StoredRecords;
import io.journeytracker.store.StoreCodec;
import java.util.ArrayList;
import org.apache.kafka.common.utils.Bytes;

/** Pieces of stories as bytes. Used by one thread. */
public final class StoryCodec implements StoreCodec<Bytes, CustomerStory> {

    private final StoredRecords<CustomerStory> records = new StoredRecords<>(CustomerStory.class);

    @Override
    public Bytes key(Bytes key) {
        return key;
    }

    @Override
    public byte[] encode(CustomerStory story) {
        return records.encode(story);
    }

    @Override
    public CustomerStory decode(byte[] bytes) {
        CustomerStory story = records.decode(bytes);
        story.setTouchpoints(new ArrayList<>(story.getTouchpoints()));
        story.setMoves(new ArrayList<>(story.getMoves()));
        story.setVisits(new ArrayList<>(story.getVisits()));
        return story;
    }
}
