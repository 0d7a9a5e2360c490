package io.journeytracker.query;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.engine.Sides;
import io.journeytracker.engine.Sides.Side;
import io.journeytracker.journey.CustomerRecord;
import io.journeytracker.journey.CustomerRecord.OnJourney;
import io.journeytracker.journey.Snapshots;
import io.journeytracker.journey.StateCodec;
import io.journeytracker.query.fleet.Share;
import io.journeytracker.schema.CustomerJourney;
import io.journeytracker.schema.CustomerStatus;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/** The customers behind one count of the map: a page of them, and how many there are. */
final class CustomerList {

    /** Furthest that one may page: as many are held in heap while the customers are gone through. */
    static final int MOST = 10_000;

    /** Which of the customers at a stage. */
    enum Which {
        PRESENT(CustomerStatus.ACTIVE, CustomerStatus.STALLED),
        ACTIVE(CustomerStatus.ACTIVE),
        STALLED(CustomerStatus.STALLED),
        CHURNED(CustomerStatus.CHURNED),
        COMPLETED(CustomerStatus.COMPLETED),
        EXITED(CustomerStatus.EXITED);

        private final Set<CustomerStatus> statuses;

        Which(CustomerStatus... statuses) {
            this.statuses = Set.of(statuses);
        }
    }

    /** What comes first. */
    enum Order {
        /** Who has been there longest. */
        DWELL(Comparator.comparingLong((Found found) -> found.place().getSince())),
        /** Who felt worst; whose mood is not known comes last. */
        MOOD(Comparator.comparingDouble((Found found) -> found.place().getMood() == null
                ? Double.MAX_VALUE
                : found.place().getMood())),
        /** Who has been silent longest. */
        SILENCE(Comparator.comparingLong((Found found) -> found.place().getLastTime()));

        private final Comparator<Found> comparator;

        Order(Comparator<Found> comparator) {
            this.comparator = comparator.thenComparing(Found::customer);
        }
    }

    /**
     * @param stage the stage's name, {@code none}: before the first; empty: wherever they are
     * @param better only those who felt well on this side and badly on the other one in their current or last visit; empty: all
     * @param parameters as they were asked for, for other instances
     */
    record Request(
            MapRequest map,
            Optional<String> stage,
            Which which,
            Optional<Side> better,
            Order order,
            int offset,
            int limit,
            Map<String, String> parameters) {}

    @SuppressWarnings("ArrayRecordComponent")
    private record Found(String customer, CustomerJourney place, byte[] stored) {}

    private final Request request;
    private final Sides sides;
    /** Those that come first, the last of them on top. */
    private final PriorityQueue<Found> first;

    private long count;

    CustomerList(Request request) {
        this.request = request;
        this.sides = new Sides(request.map().journey());
        this.first = new PriorityQueue<>(request.order().comparator.reversed());
    }

    /** @param masked whether ids are to be hidden */
    static ObjectNode of(Request request, StateReader state, boolean masked) {
        return state.customers(request).answer(masked, Freshness.of(state));
    }

    /** Puts the customer into the list who belongs there. */
    void look(String customer, CustomerRecord record, byte[] stored) {
        String journey = request.map().journey().definition().id();
        int version = request.map().journey().definition().version();
        for (OnJourney on : record.journeys()) {
            var definition = on.engine().journey().definition();
            var standing = on.state().standing();
            if (standing.begun()
                    && request.map().counts(definition.id(), definition.version(), standing.visitPersona)
                    && request.stage()
                            .map(on.engine().journey().stageName(standing.stage)::equals)
                            .orElse(true)
                    && request.better()
                            .map(side -> sides.better(side, standing.visitMarks))
                            .orElse(true)
                    && standing.visitSince >= request.map().window().from()
                    && standing.visitSince < request.map().window().to()) {
                Snapshots.of(customer, record).getJourneys().stream()
                        .filter(told -> told.getJourney().equals(journey) && told.getVersion() == version)
                        .filter(told -> request.which().statuses.contains(told.getStatus()))
                        .forEach(told -> take(new Found(customer, told, stored)));
            }
        }
    }

    /** Adds the list of one partition, of which only those who come first are given. */
    void add(Share share, StateCodec codec) {
        long together = count + share.count();
        share.entries()
                .forEach(entry -> look(
                        new String(entry.key(), StandardCharsets.UTF_8), codec.decode(entry.value()), entry.value()));
        count = together;
    }

    /** How many there are. */
    long count() {
        return count;
    }

    /** Those who come first, as they are stored. */
    List<Share.Entry> entries() {
        return first.stream()
                .map(found -> new Share.Entry(found.customer().getBytes(StandardCharsets.UTF_8), found.stored()))
                .toList();
    }

    private void take(Found found) {
        count++;
        first.add(found);
        if (first.size() > request.offset() + request.limit()) {
            first.remove();
        }
    }

    private ObjectNode answer(boolean masked, Freshness freshness) {
        List<Found> page = new ArrayList<>(first);
        page.sort(request.order().comparator);
        ObjectNode root = MapAnswer.JSON.createObjectNode().put("count", count).put("offset", request.offset());
        ArrayNode customers = root.putArray("customers");
        page.stream().skip(request.offset()).forEach(found -> {
            ObjectNode node = customers.addObject();
            node.put("customer", masked ? Masked.of(found.customer()) : found.customer());
            node.setAll(CustomerAnswer.place(found.place()));
        });
        root.put("masked", masked);
        root.set("freshness", freshness.json());
        return root;
    }
}
