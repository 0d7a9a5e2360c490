package io.journeytracker.query;

import io.journeytracker.definition.JourneyCatalog;
import io.journeytracker.http.RefusedRequestException;
import io.journeytracker.journey.CellChanges;
import io.journeytracker.journey.CellCodec;
import io.journeytracker.journey.CellKey;
import io.journeytracker.journey.ClockReached;
import io.journeytracker.journey.Engines;
import io.journeytracker.journey.JourneyTopology;
import io.journeytracker.journey.MapPart;
import io.journeytracker.journey.MapParts;
import io.journeytracker.journey.StateCodec;
import io.journeytracker.journey.UnknownMapException;
import io.journeytracker.query.fleet.Instance;
import io.journeytracker.query.fleet.Question;
import io.journeytracker.query.fleet.Share;
import io.journeytracker.schema.MapCell;
import io.journeytracker.story.StoryKey;
import io.journeytracker.story.StoryTopology;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.UnknownStateStoreException;
import org.apache.kafka.streams.query.KeyQuery;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.RangeQuery;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this process keeps: totals as the stream threads publish them, all else out of the stores below the write-behind ones, which
 * hold what was committed last. What a stream thread has in heap is its own and is never looked at from here. A partition that is not
 * active here is read out of its copy, where there is one that has caught up.
 */
public final class LocalShares implements Instance {

    private static final Logger LOG = LoggerFactory.getLogger(LocalShares.class);

    /** Of what no clock counts. */
    private static final long TIMELESS = Long.MAX_VALUE;

    private final Supplier<KafkaStreams> streams;
    private final MapParts parts;
    private final Supplier<JourneyCatalog> catalog;
    private final BiPredicate<String, Integer> copies;
    private final WindowSums windows = new WindowSums();

    /**
     * @param streams null while they are not started
     * @param copies whether a store's partition may be read here although it is not active
     */
    public LocalShares(
            Supplier<KafkaStreams> streams,
            MapParts parts,
            Supplier<JourneyCatalog> catalog,
            BiPredicate<String, Integer> copies) {
        this.streams = streams;
        this.parts = parts;
        this.catalog = catalog;
        this.copies = copies;
    }

    private record Content(long count, List<Share.Entry> entries) {

        private static final Content NOTHING = new Content(0, List.of());
        private static final Content NOT_KEPT = new Content(Share.NOT_KEPT, List.of());
    }

    @Override
    public List<Share> answer(Question question, Set<Integer> partitions) {
        List<Share> shares = new ArrayList<>();
        for (int partition : partitions) {
            share(question, partition).ifPresent(shares::add);
        }
        return shares;
    }

    private Optional<Share> share(Question question, int partition) {
        boolean story = ofStory(question);
        Optional<MapPart> published = story ? Optional.empty() : parts.of(partition);
        if (question instanceof Question.Totals && published.isPresent()) {
            return published.map(LocalShares::share);
        }
        KafkaStreams running = streams.get();
        if (running == null) {
            return Optional.empty();
        }
        Stores active = new Stores(running, partition, true);
        Optional<Share> share = question instanceof Question.Totals
                ? Optional.empty()
                : content(question, active)
                        .map(content -> new Share(
                                partition,
                                true,
                                published.map(MapPart::publishedAt).orElse(Long.MAX_VALUE),
                                published.map(MapPart::clock).orElse(story ? TIMELESS : MapPart.NO_CLOCK),
                                content.count,
                                content.entries));
        return share.isPresent() || !copies.test(story ? StoryTopology.STORE : JourneyTopology.CUSTOMERS, partition)
                ? share
                : copy(question, partition, new Stores(running, partition, false));
    }

    private static boolean ofStory(Question question) {
        return question instanceof Question.Value value && value.store().equals(StoryTopology.STORE)
                || question instanceof Question.Behind behind && behind.told();
    }

    /** The clock is read first: what is read after it is no older. */
    private Optional<Share> copy(Question question, int partition, Stores copy) {
        Optional<Long> clock = ofStory(question)
                ? Optional.of(TIMELESS)
                : copy.read(
                        JourneyTopology.CLOCK,
                        KeyQuery.<Bytes, byte[]>withKey(ClockReached.key()),
                        value -> value == null ? MapPart.NO_CLOCK : new ClockReached().clock(value));
        return clock.flatMap(reached -> content(question, copy)
                .map(content -> new Share(partition, false, Long.MAX_VALUE, reached, content.count, content.entries)));
    }

    private static Share share(MapPart part) {
        CellCodec codec = new CellCodec();
        List<Share.Entry> entries = new ArrayList<>(encoded(part.totals(), codec));
        entries.addAll(encoded(part.unnamed(), codec));
        return new Share(part.partition(), true, part.publishedAt(), part.clock(), 0, entries);
    }

    /** The other way round. */
    public static MapPart part(Share share) {
        CellCodec codec = new CellCodec();
        Map<CellKey, MapCell> totals = new HashMap<>();
        Map<CellKey, MapCell> unnamed = new HashMap<>();
        share.entries().forEach(entry -> {
            CellKey key = CellKey.read(Bytes.wrap(entry.key()));
            (key.span() == CellKey.Span.UNNAMED ? unnamed : totals).put(key, codec.decode(entry.value()));
        });
        return new MapPart(share.partition(), share.publishedAt(), share.clock(), totals, unnamed);
    }

    private static List<Share.Entry> encoded(Map<CellKey, MapCell> cells, CellCodec codec) {
        return cells.entrySet().stream()
                .map(cell -> new Share.Entry(codec.key(cell.getKey()).get(), codec.encode(cell.getValue())))
                .toList();
    }

    private Optional<Content> content(Question question, Stores stores) {
        if (question instanceof Question.Value value) {
            return value(value, stores);
        }
        if (question instanceof Question.Visits visits) {
            return visits(visits, stores);
        }
        if (question instanceof Question.Customers customers) {
            return customers(customers, stores);
        }
        if (question instanceof Question.Behind behind) {
            return behind(behind, stores);
        }
        RangeQuery<Bytes, byte[]> totals = RangeQuery.withRange(
                CellKey.from(CellKey.Span.TOTAL, Long.MIN_VALUE), CellKey.from(CellKey.Span.DAY, Long.MIN_VALUE));
        RangeQuery<Bytes, byte[]> unnamed = RangeQuery.withRange(
                CellKey.from(CellKey.Span.UNNAMED, Long.MIN_VALUE), CellKey.from(CellKey.Span.COHORT, Long.MIN_VALUE));
        List<Share.Entry> entries = new ArrayList<>();
        return stores.read(JourneyTopology.CELLS, totals, cells -> addAll(cells, entries))
                .flatMap(read -> stores.read(JourneyTopology.CELLS, unnamed, cells -> addAll(cells, entries)))
                .map(read -> new Content(entries.size(), entries));
    }

    private static boolean addAll(KeyValueIterator<Bytes, byte[]> cells, List<Share.Entry> to) {
        cells.forEachRemaining(cell -> to.add(new Share.Entry(cell.key.get(), cell.value)));
        return true;
    }

    private static Optional<Content> value(Question.Value question, Stores stores) {
        byte[] key = question.key().getBytes(StandardCharsets.UTF_8);
        try {
            if (ofStory(question)) {
                List<Share.Entry> pieces = new ArrayList<>();
                return stores.read(
                                question.store(),
                                RangeQuery.<Bytes, byte[]>withRange(
                                        StoryKey.from(question.key()), StoryKey.to(question.key())),
                                found -> addAll(found, pieces))
                        .map(read -> new Content(pieces.size(), pieces));
            }
            return stores.read(
                    question.store(),
                    KeyQuery.<Bytes, byte[]>withKey(Bytes.wrap(key)),
                    value -> value == null ? Content.NOTHING : new Content(1, List.of(new Share.Entry(key, value))));
        } catch (UnknownStateStoreException notKept) {
            // The configuration may leave it out.
            return Optional.of(Content.NOTHING);
        }
    }

    /** Of what is active here most is known from before; what restores a copy says nothing of its writes. */
    private Optional<Content> visits(Question.Visits question, Stores stores) {
        Window window = new Window(question.from(), question.to());
        Optional<CellChanges> changes = stores.active ? parts.changes(stores.partition) : Optional.empty();
        Optional<MapPart> published = parts.of(stores.partition);
        Optional<Map<CellKey, MapCell>> sums = changes.isPresent() && published.isPresent()
                ? windows.of(
                        window,
                        stores.partition,
                        changes.get(),
                        published.get().publishedAt(),
                        (span, from, to) -> stores.read(JourneyTopology.CELLS, cells(span, from, to), WindowSums::sums))
                : stores.read(
                        JourneyTopology.CELLS,
                        RangeQuery.<Bytes, byte[]>withRange(
                                CellKey.from(CellKey.Span.DAY, Long.MIN_VALUE),
                                CellKey.from(CellKey.Span.UNNAMED, Long.MIN_VALUE)),
                        cells -> WindowSums.sums(cells, key -> isOf(question, key) && window.touches(key)));
        return sums.map(all -> {
            all.keySet().removeIf(key -> !isOf(question, key));
            return new Content(all.size(), encoded(all, new CellCodec()));
        });
    }

    private static boolean isOf(Question.Visits question, CellKey key) {
        return key.version() == question.version() && key.journey().equals(question.journey());
    }

    private static RangeQuery<Bytes, byte[]> cells(CellKey.Span span, long from, long to) {
        return RangeQuery.withRange(CellKey.from(span, from), CellKey.from(span, to));
    }

    private Optional<Content> customers(Question.Customers question, Stores stores) {
        return parameters(question.journey(), question.version(), question.parameters(), Parameters::customers)
                .map(CustomerList::new)
                .flatMap(list -> stores.read(JourneyTopology.CUSTOMERS, everybody(), customers -> {
                    StateCodec codec = new StateCodec(new Engines(catalog));
                    customers.forEachRemaining(customer -> list.look(
                            new String(customer.key.get(), StandardCharsets.UTF_8),
                            codec.decode(customer.value),
                            customer.value));
                    return new Content(list.count(), list.entries());
                }));
    }

    private Optional<Content> behind(Question.Behind question, Stores stores) {
        VisitList.Source source = question.told() ? VisitList.Source.STORIES : VisitList.Source.JOURNEYS;
        Optional<VisitList> asked = parameters(
                        question.journey(), question.version(), question.parameters(), Parameters::visits)
                .map(request -> new VisitList(request, source));
        try {
            return asked.flatMap(list ->
                    stores.read(question.told() ? StoryTopology.STORE : JourneyTopology.CUSTOMERS, everybody(), all -> {
                        if (question.told()) {
                            VisitScan.stories(all, list);
                        } else {
                            VisitScan.states(all, new StateCodec(new Engines(catalog)), list);
                        }
                        return new Content(list.count(), list.entries());
                    }));
        } catch (UnknownStateStoreException notKept) {
            return Optional.of(Content.NOT_KEPT);
        }
    }

    private static RangeQuery<Bytes, byte[]> everybody() {
        return RangeQuery.withNoBounds();
    }

    /** As they were asked for by HTTP elsewhere; nothing where the map is not known here yet. */
    private <T> Optional<T> parameters(
            String journey, int version, Map<String, String> given, Function<Parameters, T> read) {
        Map<String, List<String>> parameters = new HashMap<>();
        given.forEach((name, value) -> parameters.put(name, List.of(value)));
        parameters.put("version", List.of(String.valueOf(version)));
        try {
            return Optional.of(read.apply(new Parameters(journey, parameters, catalog.get())));
        } catch (RefusedRequestException unknownMap) {
            return Optional.empty();
        }
    }

    /** One partition's stores. */
    private record Stores(KafkaStreams running, int partition, boolean active) {

        /** @throws UnknownStateStoreException if the topology has no such store */
        <R, T> Optional<T> read(String store, Query<R> query, Function<R, T> action) {
            StateQueryRequest<R> request =
                    StateQueryRequest.inStore(store).withQuery(query).withPartitions(Set.of(partition));
            QueryResult<R> result;
            try {
                result = running.query(active ? request.requireActive() : request)
                        .getPartitionResults()
                        .get(partition);
            } catch (UnknownStateStoreException none) {
                throw none;
            } catch (StreamsException | IllegalStateException notRunning) {
                return Optional.empty();
            }
            return Optional.ofNullable(result).flatMap(found -> handOver(found, action));
        }
    }

    /** Whatever happens, the answer is closed: an open iterator keeps its store's files. */
    static <R, T> Optional<T> handOver(QueryResult<R> result, Function<R, T> action) {
        if (result.isFailure()) {
            return Optional.empty();
        }
        R answer = result.getResult();
        try {
            return Optional.of(action.apply(answer));
        } catch (StreamsException | UnknownMapException moving) {
            LOG.debug("A partition moved while it was read", moving);
            return Optional.empty();
        } finally {
            close(answer);
        }
    }

    private static void close(Object answer) {
        if (answer instanceof KeyValueIterator<?, ?> iterator) {
            try {
                iterator.close();
            } catch (StreamsException closed) {
                LOG.debug("The store went away, and its iterators with it", closed);
            }
        }
    }
}
