package io.journeytracker.query;

import io.journeytracker.journey.CellKey;
import io.journeytracker.journey.CellKey.Span;
import io.journeytracker.journey.Cells;
import io.journeytracker.journey.CustomerRecord;
import io.journeytracker.journey.MapPart;
import io.journeytracker.schema.CustomerStory;
import io.journeytracker.schema.MapCell;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** A live state of nothing but counts of visits, which a test says; one partition. */
public final class CountedState implements StateReader {

    /** How fresh it is, as a test says; whole at first. */
    volatile Freshness freshness = new Freshness(1, 1, 0, 0, Long.MAX_VALUE, MapPart.NO_CLOCK);

    /** What happens while somebody is asked for. */
    volatile Runnable asked = () -> {};

    private final Map<CellKey, MapCell> cells = new HashMap<>();

    /** Visits to a stage that began in the hour. */
    public void count(String journey, int version, int stage, int persona, Instant hour, Consumer<MapCell> counts) {
        long bucket = Math.floorDiv(hour.toEpochMilli(), CellKey.HOUR_MILLIS) * CellKey.HOUR_MILLIS;
        for (CellKey key : List.of(
                new CellKey(Span.HOUR, bucket, journey, version, stage, persona),
                new CellKey(Span.TOTAL, 0, journey, version, stage, persona))) {
            counts.accept(cells.computeIfAbsent(key, any -> Cells.empty()));
        }
    }

    @Override
    public List<MapPart> parts() {
        Map<CellKey, MapCell> totals = new HashMap<>();
        cells.forEach((key, cell) -> {
            if (key.span() == Span.TOTAL) {
                totals.put(key, cell);
            }
        });
        return List.of(new MapPart(0, 0, MapPart.NO_CLOCK, totals, Map.of()));
    }

    @Override
    public void cells(MapRequest request, BiConsumer<CellKey, MapCell> action) {
        cells.forEach((key, cell) -> {
            if (key.span() == Span.HOUR && request.window().touches(key)) {
                action.accept(key, cell);
            }
        });
    }

    @Override
    public Optional<CustomerRecord> customer(String id) {
        asked.run();
        return Optional.empty();
    }

    @Override
    public Optional<CustomerStory> story(String id) {
        return Optional.empty();
    }

    @Override
    public String customerOf(String identifier) {
        return identifier;
    }

    @Override
    public CustomerList customers(CustomerList.Request request) {
        return new CustomerList(request);
    }

    @Override
    public VisitList visits(VisitList.Request request) {
        return new VisitList(request, VisitList.Source.STORIES);
    }

    @Override
    public Freshness freshness() {
        return freshness;
    }
}
