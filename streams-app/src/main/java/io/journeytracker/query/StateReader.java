package io.journeytracker.query;

import io.journeytracker.journey.CellKey;
import io.journeytracker.journey.CustomerRecord;
import io.journeytracker.journey.MapPart;
import io.journeytracker.schema.CustomerStory;
import io.journeytracker.schema.MapCell;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** The live state of the partitions that are active here, as far as questions need it. Safe for use by several threads. */
public interface StateReader {

    /** What the stream threads published last. */
    List<MapPart> parts();

    /** How many partitions there are, here and elsewhere. */
    int partitions();

    /**
     * The stored cells by hour and by day, those of one partition after the other.
     *
     * @throws io.journeytracker.http.RefusedRequestException while the state cannot be read
     */
    void cells(BiConsumer<CellKey, MapCell> action);

    /** A customer by the id under which journeys are kept. */
    Optional<CustomerRecord> customer(String id);

    /** The story of a customer by the id under which journeys are kept; empty: none is known, or none are kept. */
    Optional<CustomerStory> story(String id);

    /** The id that one of a customer's identifiers stands for; itself where nothing is known of it. */
    String customerOf(String identifier);

    /** Every customer. As many reads as there are customers. */
    void customers(BiConsumer<String, CustomerRecord> action);
}
