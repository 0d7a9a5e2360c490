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
import java.util.Comparator;
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

    /** Of one customer the visits that count. */
    private record Found(List<StoryVisit> visits, long times) {}

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
        List<StoryVisit> counted = new ArrayList<>(1);
        long theirs = 0;
        for (StoryVisit visit : visits) {
            long of = isAsked(visit) ? request.behind().of(visit.getCounts()) : 0;
            if (of > 0) {
                counted.add(visit);
                theirs += of;
            }
        }
        if (theirs > 0) {
            count++;
            times += theirs;
            Found found = new Found(counted, theirs);
            paged.take(new Spot(-rank(found), customer), found);
        }
    }

    private double rank(Found found) {
        return request.behind().ofEvent() ? found.times() : last(found).getSince();
    }

    private static StoryVisit last(Found found) {
        return found.visits().stream()
                .max(Comparator.comparingLong(StoryVisit::getSince))
                .orElseThrow();
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
        long together = count + share.count();
        for (Share.Entry entry : share.entries()) {
            if (entry.key().length == 0) {
                times += ByteBuffer.wrap(entry.value()).getLong();
            } else {
                long before = times;
                look(
                        new String(entry.key(), StandardCharsets.UTF_8),
                        codec.decode(entry.value()).getVisits());
                times = before;
            }
        }
        count = together;
    }

    long count() {
        return count;
    }

    /** How many of the count there are, and those who come first with their visits. */
    List<Share.Entry> entries() {
        StoryCodec codec = new StoryCodec();
        List<Share.Entry> entries = new ArrayList<>();
        entries.add(new Share.Entry(
                TIMES, ByteBuffer.allocate(Long.BYTES).putLong(times).array()));
        paged.all()
                .forEach(each -> entries.add(new Share.Entry(
                        each.spot().customer().getBytes(StandardCharsets.UTF_8),
                        codec.encode(new CustomerStory(
                                StoryKind.PART,
                                "",
                                List.of(),
                                0L,
                                List.of(),
                                0L,
                                each.found().visits(),
                                0L)))));
        return entries;
    }

    ObjectNode answer(StateReader state, boolean masked) {
        ObjectNode root = MapAnswer.JSON.createObjectNode().put("count", count).put("times", times);
        of(state, root);
        root.put("source", source.name().toLowerCase(Locale.ROOT)).put("offset", request.offset());
        ArrayNode customers = root.putArray("customers");
        paged.page().forEach(each -> {
            String customer = each.spot().customer();
            customer(
                    masked ? Masked.of(customer) : customer,
                    each.found(),
                    customers.addObject());
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
                    .filter(event -> event.name().equals(request.behind().event().orElseThrow()))
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
        if (request.behind().ofEvent()) {
            return;
        }
        StoryVisit last = last(found);
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
