package io.journeytracker.query;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.sse.SseHandler;
import io.journeytracker.access.AccessGate;
import io.journeytracker.access.AccessRole;
import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.definition.JourneyCatalog;
import io.journeytracker.http.ErrorCode;
import io.journeytracker.http.RefusedRequestException;
import io.journeytracker.http.RouteModule;
import io.journeytracker.identity.IdentityRules;
import io.journeytracker.identity.KindRule;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** {@code /api/…}: the live state as JSON, for the page and for programs. Described at {@code /api/openapi.json}. */
public final class QueryRoutes implements RouteModule, AutoCloseable {

    private static final String EVENTS = "text/event-stream";

    /** Who goes through all customers reads as many records as there are: few at a time. */
    private final Semaphore lists = new Semaphore(2);

    private final Supplier<JourneyCatalog> catalog;
    private final Supplier<StateReader> states;
    private final ToLongFunction<String> annotations;
    private final Search search;
    private final MapEvents events;

    /** @param states makes a reader for each question */
    public QueryRoutes(Supplier<JourneyCatalog> catalog, Supplier<StateReader> states) {
        this(catalog, states, journey -> 0, kinds(IdentityRules.USUAL));
    }

    /**
     * @param states makes a reader for each question
     * @param annotations of a journey, a number that is another one after each change of what people say about its maps
     * @param kinds of identifiers by which customers are known, the strongest first
     */
    public QueryRoutes(
            Supplier<JourneyCatalog> catalog,
            Supplier<StateReader> states,
            ToLongFunction<String> annotations,
            List<String> kinds) {
        this.search = new Search(kinds);
        this.catalog = catalog;
        this.states = states;
        this.annotations = annotations;
        this.events = new MapEvents(this::map);
    }

    /** As rules say. */
    public static List<String> kinds(IdentityRules rules) {
        return rules.kinds().stream().map(KindRule::kind).toList();
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/api/journeys", this::journeys);
        routes.get(
                "/api/journeys/{journey}/map",
                context -> answer(context, map(parameters(context).map())));
        routes.get("/api/journeys/{journey}/events", this::events);
        routes.get("/api/journeys/{journey}/flow", this::flow);
        routes.get("/api/journeys/{journey}/gaps", this::gaps);
        routes.get("/api/journeys/{journey}/customers", this::customers);
        routes.get("/api/journeys/{journey}/visits", this::visits);
        routes.get("/api/customers/{id}", context -> customer(context, context.pathParam("id")));
        // A slash cannot be told from a part of the path.
        routes.get(
                "/api/customers",
                context -> customer(context, parameters(context).id()));
    }

    private Parameters parameters(Context context) {
        return Parameters.of(context, catalog.get());
    }

    private ObjectNode map(MapRequest request) {
        StateReader state = states.get();
        return MapAnswer.of(MergedMap.of(request, state), Freshness.of(state))
                .put(
                        "annotations",
                        annotations.applyAsLong(request.journey().definition().id()));
    }

    private void journeys(Context context) {
        ObjectNode root = MapAnswer.JSON.createObjectNode();
        ArrayNode journeys = root.putArray("journeys");
        for (CompiledJourney active : catalog.get().active()) {
            String id = active.definition().id();
            ObjectNode node = journeys.addObject()
                    .put("id", id)
                    .put("title", active.definition().title())
                    .put("version", active.definition().version());
            active.definition().owner().ifPresent(owner -> node.put("owner", owner));
            ArrayNode versions = node.putArray("versions");
            catalog.get().all().stream()
                    .filter(each -> each.definition().id().equals(id))
                    .forEach(each -> versions.add(each.definition().version()));
        }
        answer(context, root);
    }

    /** What is wrong is told before the stream begins: then it is too late. Without a version the active one is followed. */
    private void events(Context context) throws Exception {
        Parameters parameters = parameters(context);
        MapRequest request = parameters.map();
        Supplier<MapRequest> now = parameters.namesVersion() ? () -> request : () -> request.of(catalog.get());
        if (!EVENTS.equals(context.header("Accept"))) {
            throw new RefusedRequestException(ErrorCode.INVALID, "Accept", "expected " + EVENTS);
        }
        new SseHandler(client -> events.add(client, now)).handle(context);
    }

    private void flow(Context context) {
        MapRequest request = parameters(context).map();
        StateReader state = states.get();
        answer(context, FlowAnswer.of(MergedMap.of(request, state), Freshness.of(state)));
    }

    private void gaps(Context context) {
        MapRequest request = parameters(context).map();
        StateReader state = states.get();
        answer(context, GapsAnswer.of(MergedMap.of(request, state), state));
    }

    private void customers(Context context) {
        CustomerList.Request request = parameters(context).customers();
        answer(context, listed(context, request.after(), masked -> CustomerList.of(request, states.get(), masked)));
    }

    private void visits(Context context) {
        VisitList.Request request = parameters(context).visits();
        answer(context, listed(context, request.after(), masked -> VisitList.of(request, states.get(), masked)));
    }

    private interface Listing {
        ObjectNode of(boolean masked);
    }

    private ObjectNode listed(Context context, Optional<Spot> after, Listing listing) {
        boolean masked = !AccessGate.role(context).may(AccessRole.ANALYST);
        if (masked && after.isPresent()) {
            // Who may try names there finds out by what changes which of them there are.
            throw new RefusedRequestException(
                    ErrorCode.NOT_ALLOWED, "after", "names a customer, whom your role does not see; expected offset");
        }
        if (!lists.tryAcquire()) {
            throw new RefusedRequestException(
                    ErrorCode.TOO_MANY_REQUESTS, "request", "customers are being listed for others; try again");
        }
        try {
            return listing.of(masked);
        } finally {
            lists.release();
        }
    }

    private void customer(Context context, String given) {
        StateReader state = states.get();
        ObjectNode root = search.identifiers(given).stream()
                .flatMap(identifier -> find(identifier, state).stream())
                .findFirst()
                .orElseThrow(() -> nobody(Freshness.of(state)));
        root.set("freshness", Freshness.of(state).json());
        answer(context, root);
    }

    /** Only who could ask those who keep the partition knows that somebody does not exist. */
    private static RefusedRequestException nobody(Freshness freshness) {
        if (!freshness.complete()) {
            return new RefusedRequestException(
                    ErrorCode.UNAVAILABLE,
                    "id",
                    "whether there is anybody with this identifier is not known: " + freshness.missing() + " of "
                            + freshness.all()
                            + " partitions cannot be asked at the moment; they are being restored or lie on another instance");
        }
        if (freshness.stale() > 0) {
            return new RefusedRequestException(
                    ErrorCode.UNAVAILABLE,
                    "id",
                    "nobody with this identifier was there when the instance was heard of last that keeps it; try again");
        }
        return new RefusedRequestException(
                ErrorCode.NOT_FOUND, "id", "nobody with this identifier is on a journey here");
    }

    private static Optional<ObjectNode> find(String identifier, StateReader state) {
        String customer = state.customerOf(identifier);
        return state.customer(customer).map(record -> {
            ObjectNode root = CustomerAnswer.of(customer, record);
            state.story(customer).ifPresent(story -> root.set("story", StoryAnswer.of(story)));
            return root;
        });
    }

    private static void answer(Context context, ObjectNode body) {
        context.header("Cache-Control", "no-store")
                .contentType("application/json")
                .result(body.toString());
    }

    @Override
    public void close() {
        events.close();
    }
}
