package io.journeytracker.query;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.definition.Match;
import io.journeytracker.engine.Sides;
import io.journeytracker.engine.Sides.Side;
import io.journeytracker.engine.Standing;
import io.journeytracker.journey.CustomerRecord;
import io.journeytracker.journey.CustomerRecord.OnJourney;
import io.journeytracker.journey.Snapshots;
import io.journeytracker.journey.StateCodec;
import io.journeytracker.query.fleet.Share;
import io.journeytracker.schema.CustomerStatus;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** The customers behind one count of the map: a page of them, how many there are, and where the next page begins. */
final class CustomerList {

    /** Furthest that one may page by leaving out: as many are held in heap while the customers are gone through. From where a page ended one may go on for ever. */
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
        DWELL(standing -> standing.visitSince),
        /** Who felt worst; whose mood is not known comes last. */
        MOOD(standing -> standing.mood == Match.NO_EMOTION ? Double.MAX_VALUE : standing.mood),
        /** Who has been silent longest. */
        SILENCE(standing -> standing.lastTime);

        /** Small first. Milliseconds since the epoch are whole as such a number, too. */
        private final ToDoubleFunction<Standing> rank;

        Order(ToDoubleFunction<Standing> rank) {
            this.rank = rank;
        }
    }

    /**
     * @param stage the stage's name, {@code none}: before the first; empty: wherever they are
     * @param better only those who felt well on this side and badly on the other one in their current or last visit; empty: all
     * @param after only those who come after this one
     * @param parameters as they were asked for, for other instances
     */
    record Request(
            MapRequest map,
            Optional<String> stage,
            Which which,
            Optional<Side> better,
            Order order,
            Optional<Spot> after,
            int offset,
            int limit,
            Map<String, String> parameters) {}

    @SuppressWarnings("ArrayRecordComponent")
    private record Found(OnJourney on, byte[] stored) {}

    private final Request request;
    private final Sides sides;
    private final Paged<Found> paged;
    private long count;

    CustomerList(Request request) {
        this.request = request;
        this.sides = new Sides(request.map().journey());
        this.paged = new Paged<>(request.after(), request.offset(), request.limit());
    }

    /** @param masked whether ids are to be hidden */
    static ObjectNode of(Request request, StateReader state, boolean masked) {
        return state.customers(request).answer(masked, Freshness.of(state));
    }

    /** Puts the customer into the list who belongs there. */
    void look(String customer, CustomerRecord record, byte[] stored) {
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
                    && standing.visitSince < request.map().window().to()
                    && request.which().statuses.contains(Snapshots.status(standing))) {
                count++;
                paged.take(
                        new Spot(request.order().rank.applyAsDouble(standing), customer), new Found(on, stored));
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
        return paged.all()
                .map(each -> new Share.Entry(
                        each.spot().customer().getBytes(StandardCharsets.UTF_8),
                        each.found().stored()))
                .toList();
    }

    private ObjectNode answer(boolean masked, Freshness freshness) {
        ObjectNode root = MapAnswer.JSON.createObjectNode().put("count", count).put("offset", request.offset());
        ArrayNode customers = root.putArray("customers");
        paged.page().forEach(each -> {
            String customer = each.spot().customer();
            ObjectNode node = customers.addObject().put("customer", masked ? Masked.of(customer) : customer);
            node.setAll(CustomerAnswer.place(Snapshots.of(each.found().on())));
        });
        // It names the last customer of the page, whom not everybody is to know.
        if (!masked) {
            paged.next().ifPresent(next -> root.put("next", next.text()));
        }
        root.put("masked", masked);
        root.set("freshness", freshness.json());
        return root;
    }
}
