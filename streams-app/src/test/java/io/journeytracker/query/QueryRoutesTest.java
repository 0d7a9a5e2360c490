package io.journeytracker.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.journeytracker.access.AccessGate;
import io.journeytracker.access.AccessKeys;
import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.definition.JourneyCatalog;
import io.journeytracker.http.HttpServer;
import io.journeytracker.http.ServerPlan;
import io.journeytracker.journey.MapPart;
import io.journeytracker.maps.MapFile;
import io.journeytracker.testing.ServerSentEvents;
import io.journeytracker.testing.ShopMap;
import io.journeytracker.testing.TrackerFixture;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is asked by HTTP while partitions are missing, maps are published and many watch. Nobody is on a journey here. */
@Timeout(60)
class QueryRoutesTest {

    private static final int PARTITIONS = 2;

    private final AtomicReference<JourneyCatalog> catalog =
            new AtomicReference<>(JourneyCatalog.EMPTY.with(shop(ShopMap.yaml(1))));
    private final CountedState state = new CountedState();
    private final QueryRoutes questions = new QueryRoutes(catalog::get, () -> state);
    private final HttpServer server =
            new HttpServer(ServerPlan.internal("127.0.0.1", 0, List.of(new AccessGate(AccessKeys.open()), questions)));
    private final ServerSentEvents streams = new ServerSentEvents();

    private static Freshness freshness(int here, int stale) {
        return new Freshness(here, PARTITIONS, PARTITIONS - here, stale, Long.MAX_VALUE, MapPart.NO_CLOCK);
    }

    private static CompiledJourney shop(String yaml) {
        return new CompiledJourney(
                MapFile.of("shop.yaml", yaml, LocalDate.EPOCH).map());
    }

    @AfterEach
    void close() {
        streams.close();
        questions.close();
        server.close();
    }

    private HttpResponse<String> customer() {
        return TrackerFixture.get(server.address() + "/api/customers/ann");
    }

    /** The lines of what the watcher is told from now on. */
    private Iterator<String> watch(String query) throws Exception {
        return streams.watch(
                HttpRequest.newBuilder(URI.create(server.address() + "/api/journeys/shop/events" + query)));
    }

    private static int version(Iterator<String> lines) throws Exception {
        return new JsonMapper()
                .readTree(ServerSentEvents.next(lines, "data"))
                .get("version")
                .intValue();
    }

    @Test
    void thatSomebodyDoesNotExistIsSaidOnlyWhereAllPartitionsAreHere() {
        assertThat(customer().statusCode()).isEqualTo(404);
        state.freshness = freshness(1, 0);
        assertThat(customer().statusCode()).isEqualTo(503);
        assertThat(customer().body())
                .contains("\"unavailable\"")
                .contains("\"id\"")
                .contains("1 of 2 partitions");
    }

    @Test
    void whoIsInNoCopyMayHaveComeSince() {
        state.freshness = freshness(PARTITIONS, 1);
        assertThat(customer().statusCode()).isEqualTo(503);
    }

    @Test
    void aPartitionThatGoesWhileItIsAskedIsNotTakenForAnEmptyOne() {
        state.asked = () -> state.freshness = freshness(1, 0);
        assertThat(customer().statusCode()).isEqualTo(503);
    }

    @Test
    void whoNamesNoVersionFollowsTheActiveOneAndWhoNamesOneStays() throws Exception {
        Iterator<String> active = watch("");
        Iterator<String> first = watch("?version=1");
        assertThat(version(active)).isEqualTo(1);
        assertThat(version(first)).isEqualTo(1);
        catalog.updateAndGet(maps -> maps.with(shop(ShopMap.yaml(2))));
        assertThat(version(active)).isEqualTo(2);
        // Something that both are told of.
        state.freshness = freshness(1, 0);
        assertThat(version(first)).isEqualTo(1);
    }

    @Test
    void aPersonaIsFollowedByItsIdAndAMapWithoutItIsNot() {
        String head = "language: 1\njourney: shop\nversion: %d\ngrace: 1s\npersonas: [%s]\n"
                + "stages: [{id: browse, enter: {event: Viewed}}]\n";
        String deals = "{id: deals, when: traits.segment == \"deals\"}";
        String loyal = "{id: loyal, when: traits.segment == \"loyal\"}";
        JourneyCatalog maps = JourneyCatalog.EMPTY.with(shop(head.formatted(1, deals)));
        MapRequest ofDeals = new MapRequest(maps.active("shop").orElseThrow(), java.util.OptionalInt.of(0), Window.ALL);
        MapRequest ofOthers = new MapRequest(ofDeals.journey(), java.util.OptionalInt.of(-1), Window.ALL);

        JourneyCatalog more = maps.with(shop(head.formatted(2, loyal + ", " + deals)));
        assertThat(ofDeals.of(more).persona()).hasValue(1);
        assertThat(ofDeals.of(more).journey().definition().version()).isEqualTo(2);
        assertThat(ofOthers.of(more).persona()).hasValue(-1);

        JourneyCatalog without = maps.with(shop(head.formatted(2, loyal)));
        assertThat(ofDeals.of(without)).isEqualTo(ofDeals);
        assertThat(ofOthers.of(without).journey().definition().version()).isEqualTo(2);
    }

    @Test
    void onlySoManyDifferentWindowsAreWatchedAtOnceAndAllElseAsBefore() throws Exception {
        for (int day = 1; day <= MapEvents.MOST_WINDOWS; day++) {
            assertThat(ServerSentEvents.next(watch("?from=2026-03-" + (10 + day)), "event"))
                    .isEqualTo("map");
        }
        Iterator<String> refused = watch("?from=2026-04-01");
        assertThat(ServerSentEvents.next(refused, "event")).isEqualTo("full");
        assertThat(ServerSentEvents.next(refused, "data")).isEqualTo("{\"of\":\"windows\",\"most\":10}");
        assertThat(ServerSentEvents.next(watch("?from=2026-03-11"), "event"))
                .as("of a window that is read anyway")
                .isEqualTo("map");
        assertThat(ServerSentEvents.next(watch(""), "event")).isEqualTo("map");
    }
}
