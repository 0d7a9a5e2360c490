package io.journeytracker.query;

import io.journeytracker.journey.CustomerRecord;
import io.journeytracker.journey.KeptVisits;
import io.journeytracker.journey.StateCodec;
import io.journeytracker.schema.CustomerStory;
import io.journeytracker.schema.StoryVisit;
import io.journeytracker.story.StoryBook;
import io.journeytracker.story.StoryCodec;
import io.journeytracker.story.StoryKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;

/** Goes through all customers of a store for a list of those behind a count. */
final class VisitScan {

    private VisitScan() {}

    /** @param pieces of stories, those of a customer one after the other */
    static void stories(KeyValueIterator<Bytes, byte[]> pieces, VisitList list) {
        StoryCodec codec = new StoryCodec();
        List<CustomerStory> story = new ArrayList<>();
        String customer = "";
        while (pieces.hasNext()) {
            KeyValue<Bytes, byte[]> piece = pieces.next();
            String whose = StoryKey.customer(piece.key);
            if (!whose.equals(customer)) {
                look(customer, story, list);
                story.clear();
                customer = whose;
            }
            story.add(codec.decode(piece.value));
        }
        look(customer, story, list);
    }

    private static void look(String customer, List<CustomerStory> pieces, VisitList list) {
        StoryBook.of(pieces).ifPresent(story -> list.look(customer, story.getVisits()));
    }

    static void states(KeyValueIterator<Bytes, byte[]> customers, StateCodec codec, VisitList list) {
        KeptVisits kept = new KeptVisits();
        while (customers.hasNext()) {
            KeyValue<Bytes, byte[]> customer = customers.next();
            CustomerRecord record = codec.decode(customer.value);
            List<StoryVisit> visits = new ArrayList<>();
            record.journeys().stream()
                    .filter(on -> list.concerns(on.engine().journey()))
                    .forEach(on -> visits.addAll(kept.of(on)));
            list.look(new String(customer.key.get(), StandardCharsets.UTF_8), visits);
        }
    }
}
