package io.journeytracker.query;

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
import io.journeytracker.journey.StateCodec;
import io.journeytracker.query.fleet.Fleet;
import io.journeytracker.query.fleet.Question;
import io.journeytracker.query.fleet.Share;
import io.journeytracker.schema.CustomerStory;
import io.journeytracker.schema.IdentityState;
import io.journeytracker.schema.MapCell;
import io.journeytracker.story.StoryBook;
import io.journeytracker.story.StoryCodec;
import io.journeytracker.story.StoryTopology;
import io.journeytracker.topic.CustomerPartition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.Bytes;

/**
 * The state of all instances, read for one question: totals as the stream threads publish them, all else as it was committed last; see
 * docs/decisions/0014-reading-the-live-state.md and 0017-one-answer-of-several-instances.md. Used by one thread.
 */
final class StreamsState implements StateReader {

    private static final int MOST_LINKS = 16;

    private final LiveState live;
    private final List<Share> told = new ArrayList<>();
    private final Set<Integer> missing = new TreeSet<>();
    private List<MapPart> parts;

    StreamsState(LiveState live) {
        this.live = live;
    }

    /** What was published here as it is now, and what is active elsewhere as it was told last. */
    @Override
    public List<MapPart> parts() {
        if (parts == null) {
            List<MapPart> found = new ArrayList<>(live.parts().all());
            Set<Integer> others = live.all();
            found.forEach(part -> {
                others.remove(part.partition());
                told.add(new Share(part.partition(), true, part.publishedAt(), part.clock(), 0, List.of()));
            });
            if (!others.isEmpty()) {
                live.totals().of(others).forEach(part -> {
                    others.remove(part.share().partition());
                    told.add(part.share());
                    found.add(part.made());
                });
                missing.addAll(others);
            }
            parts = List.copyOf(found);
        }
        return parts;
    }

    @Override
    public void cells(MapRequest request, BiConsumer<CellKey, MapCell> action) {
        CellCodec codec = new CellCodec();
        var map = request.journey().definition();
        Window window = request.window();
        ask(new Question.Visits(map.id(), map.version(), window.from(), window.to()), live.all())
                .forEach(share -> share.entries()
                        .forEach(entry ->
                                action.accept(CellKey.read(Bytes.wrap(entry.key())), codec.decode(entry.value()))));
    }

    @Override
    public Optional<CustomerRecord> customer(String id) {
        StateCodec codec = new StateCodec(new Engines(live.catalog()));
        return value(live.journeys(), JourneyTopology.CUSTOMERS, id).map(codec::decode);
    }

    /** Stories are kept apart from journeys, where they are kept at all: how far they have come is not the clock's business. */
    @Override
    public Optional<CustomerStory> story(String id) {
        StoryCodec codec = new StoryCodec();
        return StoryBook.of(values(live.stories(), StoryTopology.STORE, id)
                .map(codec::decode)
                .toList());
    }

    @Override
    public String customerOf(String identifier) {
        IdentityCodec codec = new IdentityCodec();
        String customer = identifier;
        for (int link = 0; link < MOST_LINKS; link++) {
            Optional<String> parent = value(live.journeys(), IdentityTopology.IDENTITIES, customer)
                    .map(codec::decode)
                    .map(IdentityState::getParent);
            if (parent.isEmpty()) {
                break;
            }
            customer = parent.get();
        }
        return customer;
    }

    @Override
    public CustomerList customers(CustomerList.Request request) {
        StateCodec codec = new StateCodec(new Engines(live.catalog()));
        var map = request.map().journey().definition();
        CustomerList list = new CustomerList(request);
        ask(new Question.Customers(map.id(), map.version(), request.parameters()), live.all())
                .forEach(share -> list.add(share, codec));
        return list;
    }

    @Override
    public VisitList visits(VisitList.Request request) {
        var map = request.map().journey().definition();
        Question told = new Question.Behind(map.id(), map.version(), request.parameters(), true);
        List<Share> shares = ask(live.stories(), told, live.stories().all());
        if (shares.stream().noneMatch(share -> share.count() == Share.NOT_KEPT)) {
            return list(request, VisitList.Source.STORIES, shares);
        }
        if (request.behind().ofEvent()) {
            // No state knows of events that no rule names: to read everybody would find nobody.
            return new VisitList(request, VisitList.Source.JOURNEYS);
        }
        Question known = new Question.Behind(map.id(), map.version(), request.parameters(), false);
        return list(request, VisitList.Source.JOURNEYS, ask(live.journeys(), known, live.all()));
    }

    private static VisitList list(VisitList.Request request, VisitList.Source source, List<Share> shares) {
        VisitList list = new VisitList(request, source);
        shares.forEach(list::add);
        return list;
    }

    private Optional<byte[]> value(LiveState.Kept kept, String store, String key) {
        return values(kept, store, key).findFirst();
    }

    /** None also where nobody answers for the key's partition, which is missing then. */
    private Stream<byte[]> values(LiveState.Kept kept, String store, String key) {
        int partition = CustomerPartition.of(key.getBytes(StandardCharsets.UTF_8), kept.partitions());
        Fleet.Gathered gathered = kept.fleet().ask(new Question.Value(store, key), Set.of(partition));
        note(gathered);
        return gathered.shares().stream()
                .flatMap(share -> share.entries().stream())
                .map(Share.Entry::value);
    }

    private List<Share> ask(Question question, Set<Integer> partitions) {
        return ask(live.journeys(), question, partitions);
    }

    private List<Share> ask(LiveState.Kept kept, Question question, Set<Integer> partitions) {
        Fleet.Gathered gathered = kept.fleet().ask(question, partitions);
        if (gathered.shares().isEmpty()) {
            throw new RefusedRequestException(
                    ErrorCode.UNAVAILABLE,
                    "request",
                    "the state cannot be read at the moment: it is being restored or moves to another instance; try again");
        }
        note(gathered);
        return gathered.shares();
    }

    private void note(Fleet.Gathered gathered) {
        told.addAll(gathered.shares());
        missing.addAll(gathered.missing());
    }

    @Override
    public Freshness freshness() {
        if (told.isEmpty() && missing.isEmpty()) {
            parts();
        }
        return new Freshness(
                live.parts().all().size(),
                live.journeys().partitions(),
                missing.size(),
                (int) told.stream()
                        .filter(share -> !share.active())
                        .map(Share::partition)
                        .distinct()
                        .count(),
                told.stream().mapToLong(Share::publishedAt).min().orElse(Long.MAX_VALUE),
                told.stream().mapToLong(Share::clock).min().orElse(MapPart.NO_CLOCK));
    }
}
