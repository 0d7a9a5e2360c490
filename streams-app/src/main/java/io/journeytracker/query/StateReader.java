package io.journeytracker.query;

import io.journeytracker.journey.CellKey;
import io.journeytracker.journey.CustomerRecord;
import io.journeytracker.journey.MapPart;
import io.journeytracker.schema.CustomerStory;
import io.journeytracker.schema.MapCell;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The live state of all partitions that can be read, as far as one question needs it: what is asked twice is answered the same, and at the
 * end it says how fresh all of that was.
 */
public interface StateReader {

    /** What the stream threads published last, here and elsewhere; of each partition one. */
    List<MapPart> parts();

    /**
     * The cells of the request's journey version for visits that began in its window.
     *
     * @throws io.journeytracker.http.RefusedRequestException while no partition can be read
     */
    void cells(MapRequest request, BiConsumer<CellKey, MapCell> action);

    /** A customer by the id under which journeys are kept. */
    Optional<CustomerRecord> customer(String id);

    /** The story of a customer by the id under which journeys are kept; empty: none is known, or none are kept. */
    Optional<CustomerStory> story(String id);

    /** The id that one of a customer's identifiers stands for; itself where nothing is known of it. */
    String customerOf(String identifier);

    /**
     * The first of those who are asked for. As many reads as there are customers.
     *
     * @throws io.journeytracker.http.RefusedRequestException while no partition can be read
     */
    CustomerList customers(CustomerList.Request request);

    /**
     * The first of those who are behind a count of visits, out of stories where these are kept. As many reads as there are pieces of stories, or
     * customers.
     *
     * @throws io.journeytracker.http.RefusedRequestException while no partition can be read
     */
    VisitList visits(VisitList.Request request);

    /** How fresh it is what this question was told. */
    Freshness freshness();
}
