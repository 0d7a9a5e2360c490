package io.journeytracker.query;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.journey.CellCounts;
import io.journeytracker.query.fleet.Share;
import io.journeytracker.schema.CustomerStory;
import io.journeytracker.schema.StoryKind;
import io.journeytracker.schema.StoryVisit;
import io.journeytracker.story.StoryCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The customers behind a count of visits, or of what was in them: a page, the one whose visit began last first; how many there are, and how
 * many of the count are theirs.
 */
final class VisitList {

    /** Where the visits are looked up. */
    enum Source {
        STORIES,
        /** What the states of the journeys still know: stories are not kept. */
        JOURNEYS
    }

    /**
     * @param after only those who come after this one
     * @param parameters as they were asked for, for other instances
     */
    record Request(
            MapRequest map,
            Behind behind,
            Optional<Spot> after,
            int offset,
            int limit,
            Map<String, String> parameters) {}

    /**
     * Of one customer.
     *
     * @param last of the visits that count the one that began last, with no more counts than its outcome; null: events are asked for
     * @param times how many of the count are theirs
     */
    private record Found(StoryVisit last, long times) {}

    /** Of the share's entry that is nobody's. */
    private static final byte[] TIMES = {};

    private static final List<String> OUTCOMES = List.of(
            CellCounts.ADVANCED,
            CellCounts.BACK,
            CellCounts.COMPLETED,
            CellCounts.EXITED,
            CellCounts.CHURNED,
            CellCounts.EXPIRED,
            CellCounts.MERGED_AWAY,
            CellCounts.ERASED,
            CellCounts.CORRECTED);

    private final Request request;
    private final Source source;
    private final Paged<Found> paged;
    private long count;
    private long times;

    VisitList(Request request, Source source) {
        this.request = request;
        this.source = source;
        this.paged = new Paged<>(request.after(), request.offset(), request.limit());
    }

    static ObjectNode of(Request request, StateReader state, boolean masked) {
        return state.visits(request).answer(state, masked);
    }

    /** Whether customers who travel by this map can be in it. */
    boolean concerns(CompiledJourney journey) {
        var asked = request.map().journey().definition();
        return journey.definition().id().equals(asked.id())
                && journey.definition().version() == asked.version();
    }

    /** Puts the customer into the list if something of the count is theirs. */
    void look(String customer, List<StoryVisit> visits) {
        StoryVisit last = null;
        long theirs = 0;
        for (StoryVisit visit : visits) {
            long of = isAsked(visit) ? request.behind().of(visit.getCounts()) : 0;
            if (of > 0) {
                theirs += of;
                last = last == null || visit.getSince() > last.getSince() ? visit : last;
            }
        }
        if (theirs > 0) {
            count++;
            times += theirs;
            take(customer, new Found(request.behind().ofEvent() ? null : brief(last), theirs));
        }
    }

    private void take(String customer, Found found) {
        paged.take(
                new Spot(
                        -(found.last() == null
                                ? found.times()
                                : (double) found.last().getSince()),
                        customer),
                found);
    }

    /** A page far down the list holds thousands of them: of the counts only what tells how the visit ended. */
    private static StoryVisit brief(StoryVisit visit) {
        Map<String, Integer> counts = new HashMap<>();
        visit.getCounts().forEach((key, n) -> {
            if (n > 0 && (OUTCOMES.contains(key) || key.startsWith(CellCounts.TO))) {
                counts.put(key, n);
            }
        });
        return StoryVisit.newBuilder(visit).setCounts(counts).build();
    }

    private boolean isAsked(StoryVisit visit) {
        MapRequest map = request.map();
        if (request.behind().ofEvent()) {
            return visit.getJourney().equals(map.journey().definition().id())
                    && visit.getVersion() == map.journey().definition().version();
        }
        return map.counts(visit.getJourney(), visit.getVersion(), visit.getPersona())
                && request.behind().at(visit.getStage())
                && visit.getSince() >= map.window().from()
                && visit.getSince() < map.window().to();
    }

    /** Adds the list of one partition, of which only those who come first are given. */
    void add(Share share) {
        StoryCodec codec = new StoryCodec();
        count += share.count();
        for (Share.Entry entry : share.entries()) {
            ByteBuffer value = ByteBuffer.wrap(entry.value());
            long theirs = value.getLong();
            if (entry.key().length == 0) {
                times += theirs;
            } else {
                byte[] visit = new byte[value.remaining()];
                value.get(visit);
                take(
                        new String(entry.key(), StandardCharsets.UTF_8),
                        new Found(
                                visit.length == 0
                                        ? null
                                        : codec.decode(visit).getVisits().get(0),
                                theirs));
            }
        }
    }

    long count() {
        return count;
    }

    /** How many of the count there are, and those who come first: how many are theirs, and the visit. */
    List<Share.Entry> entries() {
        StoryCodec codec = new StoryCodec();
        List<Share.Entry> entries = new ArrayList<>();
        entries.add(new Share.Entry(TIMES, entry(times, TIMES)));
        paged.all()
                .forEach(each -> entries.add(new Share.Entry(
                        each.spot().customer().getBytes(StandardCharsets.UTF_8),
                        entry(each.found().times(), encoded(each.found().last(), codec)))));
        return entries;
    }

    private static byte[] entry(long times, byte[] visit) {
        return ByteBuffer.allocate(Long.BYTES + visit.length)
                .putLong(times)
                .put(visit)
                .array();
    }

    /** Nothing of none. */
    private static byte[] encoded(StoryVisit visit, StoryCodec codec) {
        return visit == null
                ? new byte[0]
                : codec.encode(new CustomerStory(StoryKind.PART, "", List.of(), 0L, List.of(), 0L, List.of(visit), 0L));
    }

    ObjectNode answer(StateReader state, boolean masked) {
        ObjectNode root = MapAnswer.JSON.createObjectNode().put("count", count).put("times", times);
        of(state, root);
        root.put("source", source.name().toLowerCase(Locale.ROOT)).put("offset", request.offset());
        ArrayNode customers = root.putArray("customers");
        paged.page().forEach(each -> {
            String customer = each.spot().customer();
            customer(masked ? Masked.of(customer) : customer, each.found(), customers.addObject());
        });
        // It names the last customer of the page, whom not everybody is to know.
        if (!masked) {
            paged.next().ifPresent(next -> root.put("next", next.text()));
        }
        root.put("masked", masked);
        root.set("freshness", Freshness.of(state).json());
        return root;
    }

    private void of(StateReader state, ObjectNode root) {
        if (request.behind().ofEvent()) {
            GapsAnswer.unnamed(request.map().journey(), state, Integer.MAX_VALUE).stream()
                    .filter(event ->
                            event.name().equals(request.behind().event().orElseThrow()))
                    .findFirst()
                    .ifPresent(event -> root.put("of", event.count()).put("ofAtLeast", event.count() - event.error()));
            return;
        }
        MergedMap map = MergedMap.of(request.map(), state);
        long of = 0;
        for (int stage = -1;
                stage < request.map().journey().definition().stages().size();
                stage++) {
            of += request.behind().at(stage) ? request.behind().of(CellCounts.of(map.stage(stage))) : 0;
        }
        root.put("of", of);
    }

    private void customer(String name, Found found, ObjectNode node) {
        node.put("customer", name).put("times", found.times());
        StoryVisit last = found.last();
        if (last == null) {
            return;
        }
        var journey = request.map().journey();
        node.put("stage", journey.stageName(last.getStage()))
                .put("persona", journey.personaName(last.getPersona()))
                .put("since", Times.text(last.getSince()))
                .put("outcome", outcome(last.getCounts()));
        last.getCounts().forEach((key, n) -> {
            if (n > 0 && key.startsWith(CellCounts.TO)) {
                node.put("next", key.substring(CellCounts.TO.length()));
            }
        });
    }

    /** How a visit ended; open: it goes on. */
    private static String outcome(Map<String, Integer> counts) {
        return OUTCOMES.stream()
                .filter(name -> counts.getOrDefault(name, 0) > 0)
                .findFirst()
                .orElse("open");
    }
}
