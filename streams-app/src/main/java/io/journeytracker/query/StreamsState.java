package io.journeytracker.query;

import io.journeytracker.definition.JourneyCatalog;
import io.journeytracker.http.ErrorCode;
import io.journeytracker.http.RefusedRequestException;
import io.journeytracker.identity.IdentityCodec;
import io.journeytracker.identity.IdentityTopology;
import io.journeytracker.journey.CellCodec;
import io.journeytracker.journey.CellKey;
import io.journeytracker.journey.CustomerRecord;
import io.journeytracker.journey.Engines;
import io.journeytracker.journey.JourneyTopology;
import io.journeytracker.journey.MapPart;
import io.journeytracker.journey.MapParts;
import io.journeytracker.journey.StateCodec;
import io.journeytracker.journey.UnknownMapException;
import io.journeytracker.schema.CustomerStory;
import io.journeytracker.schema.IdentityState;
import io.journeytracker.schema.MapCell;
import io.journeytracker.story.StoryBook;
import io.journeytracker.story.StoryCodec;
import io.journeytracker.story.StoryKey;
import io.journeytracker.story.StoryTopology;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.UnknownStateStoreException;
import org.apache.kafka.streams.query.FailureReason;
import org.apache.kafka.streams.query.KeyQuery;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.RangeQuery;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state of this process: totals as the stream threads publish them, all else out of the stores below the write-behind ones, which
 * hold what was committed last. What a stream thread has in heap is its own and is never looked at from here; see
 * docs/decisions/0014-reading-the-live-state.md.
 */
public final class StreamsState implements StateReader {

    private static final Logger LOG = LoggerFactory.getLogger(StreamsState.class);
    private static final int MOST_LINKS = 16;

    private final Supplier<KafkaStreams> streams;
    private final MapParts parts;
    private final Supplier<JourneyCatalog> catalog;
    private final int partitions;

    /** @param streams null while they are not started */
    public StreamsState(
            Supplier<KafkaStreams> streams, MapParts parts, Supplier<JourneyCatalog> catalog, int partitions) {
        this.streams = streams;
        this.parts = parts;
        this.catalog = catalog;
        this.partitions = partitions;
    }

    @Override
    public List<MapPart> parts() {
        return parts.all();
    }

    @Override
    public int partitions() {
        return partitions;
    }

    @Override
    public void cells(BiConsumer<CellKey, MapCell> action) {
        CellCodec codec = new CellCodec();
        RangeQuery<Bytes, byte[]> notTotals = RangeQuery.withLowerBound(CellKey.from(CellKey.Span.DAY, Long.MIN_VALUE));
        each(
                JourneyTopology.CELLS,
                notTotals,
                cells -> cells.forEachRemaining(
                        cell -> action.accept(CellKey.read(cell.key), codec.decode(cell.value))));
    }

    @Override
    public Optional<CustomerRecord> customer(String id) {
        StateCodec codec = new StateCodec(new Engines(catalog));
        return value(JourneyTopology.CUSTOMERS, id).map(codec::decode);
    }

    @Override
    public Optional<CustomerStory> story(String id) {
        StoryCodec codec = new StoryCodec();
        List<CustomerStory> pieces = new ArrayList<>();
        RangeQuery<Bytes, byte[]> allPieces = RangeQuery.withRange(StoryKey.from(id), StoryKey.to(id));
        try {
            each(
                    StoryTopology.STORE,
                    allPieces,
                    found -> found.forEachRemaining(piece -> pieces.add(codec.decode(piece.value))));
        } catch (UnknownStateStoreException notKept) {
            return Optional.empty();
        }
        return StoryBook.of(pieces);
    }

    @Override
    public String customerOf(String identifier) {
        IdentityCodec codec = new IdentityCodec();
        String customer = identifier;
        for (int link = 0; link < MOST_LINKS; link++) {
            Optional<String> parent = valueIfKept(IdentityTopology.IDENTITIES, customer)
                    .map(codec::decode)
                    .map(IdentityState::getParent);
            if (parent.isEmpty()) {
                break;
            }
            customer = parent.get();
        }
        return customer;
    }

    /** Of a store that the configuration may leave out. */
    private Optional<byte[]> valueIfKept(String store, String key) {
        try {
            return value(store, key);
        } catch (UnknownStateStoreException notKept) {
            return Optional.empty();
        }
    }

    @Override
    public void customers(BiConsumer<String, CustomerRecord> action) {
        StateCodec codec = new StateCodec(new Engines(catalog));
        each(
                JourneyTopology.CUSTOMERS,
                RangeQuery.<Bytes, byte[]>withNoBounds(),
                customers -> customers.forEachRemaining(customer -> action.accept(
                        new String(customer.key.get(), StandardCharsets.UTF_8), codec.decode(customer.value))));
    }

    private Optional<byte[]> value(String store, String key) {
        byte[][] found = new byte[1][];
        KeyQuery<Bytes, byte[]> query = KeyQuery.withKey(Bytes.wrap(key.getBytes(StandardCharsets.UTF_8)));
        each(store, query, value -> found[0] = value == null ? found[0] : value);
        return Optional.ofNullable(found[0]);
    }

    /** Hands over what each partition answers that is active here. */
    private <R> void each(String store, Query<R> query, Consumer<R> action) {
        KafkaStreams running = streams.get();
        if (running == null) {
            throw unavailable();
        }
        handOver(ask(running, store, query), action);
    }

    /** Whatever happens, each answer is closed, and once: an open iterator keeps its store's files. */
    static <R> void handOver(Collection<QueryResult<R>> results, Consumer<R> action) {
        Iterator<R> answers = results.stream()
                .filter(QueryResult::isSuccess)
                .map(QueryResult::getResult)
                .toList()
                .iterator();
        try {
            if (results.stream()
                    .anyMatch(each -> each.isFailure() && each.getFailureReason() != FailureReason.NOT_ACTIVE)) {
                throw unavailable();
            }
            while (answers.hasNext()) {
                R answer = answers.next();
                try {
                    action.accept(answer);
                } finally {
                    close(answer);
                }
            }
        } catch (InvalidStateStoreException | UnknownMapException moving) {
            throw unavailable();
        } finally {
            answers.forEachRemaining(StreamsState::close);
        }
    }

    private static void close(Object answer) {
        if (answer instanceof KeyValueIterator<?, ?> iterator) {
            try {
                iterator.close();
            } catch (InvalidStateStoreException closed) {
                LOG.debug("The store went away, and its iterators with it", closed);
            }
        }
    }

    private static <R> Collection<QueryResult<R>> ask(KafkaStreams running, String store, Query<R> query) {
        try {
            return running.query(
                            StateQueryRequest.inStore(store).withQuery(query).requireActive())
                    .getPartitionResults()
                    .values();
        } catch (UnknownStateStoreException none) {
            throw none;
        } catch (StreamsException | IllegalStateException notRunning) {
            throw unavailable();
        }
    }

    private static RefusedRequestException unavailable() {
        return new RefusedRequestException(
                ErrorCode.UNAVAILABLE,
                "request",
                "the state cannot be read at the moment: it is being restored or moves to another instance; try again");
    }
}
