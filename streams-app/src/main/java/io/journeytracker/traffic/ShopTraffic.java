package io.journeytracker.traffic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.client.IntakeClient;
import io.journeytracker.client.Outcome;
import io.journeytracker.client.Refusal;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.simulator.ShopSettings;
import io.journeytracker.simulator.ShopSimulator;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Visitors of the simulated shop, told to an intake in Segment's batches, in the order of their times. While the intake is away
 * they go on; what they did is told when it is back. Used by one thread.
 */
public final class ShopTraffic {

    private static final String PATH = "/v1/batch";
    private static final int MOST_MESSAGES = 100;

    private final ShopSimulator shop;
    private final IntakeClient client;
    private final Clock clock;
    private final Pace pace;
    private long taken;
    private long refused;
    private Optional<Refusal> firstRefusal = Optional.empty();

    /**
     * Opens the shop.
     *
     * @param speed seconds of the shop in one of ours, more than 0
     */
    public ShopTraffic(ShopSettings settings, double speed, IntakeClient client, Clock clock) {
        if (!(speed > 0) || Double.isInfinite(speed)) {
            throw new IllegalArgumentException("speed " + speed + "; expected more than 0");
        }
        this.shop = new ShopSimulator(settings);
        this.client = client;
        this.clock = clock;
        this.pace = new Pace(clock.instant(), speed);
        shop.until(pace.began());
    }

    /**
     * Tells what happened since the last call.
     *
     * @throws io.journeytracker.client.IntakeException if the intake does not take it
     */
    public void catchUp() throws InterruptedException {
        List<Touchpoint> happened = shop.until(pace.inShop(clock.instant()));
        for (int from = 0; from < happened.size(); from += MOST_MESSAGES) {
            send(happened.subList(from, Math.min(happened.size(), from + MOST_MESSAGES)));
        }
    }

    private void send(List<Touchpoint> happened) throws InterruptedException {
        Outcome outcome = client.post(PATH, json(happened), happened.size() > 1);
        if (outcome instanceof Outcome.Taken answer) {
            taken += happened.size() - answer.refusals().size();
            refused += answer.refusals().size();
            firstRefusal = firstRefusal.or(() -> answer.refusals().stream().findFirst());
        } else {
            int half = happened.size() / 2;
            send(happened.subList(0, half));
            send(happened.subList(half, happened.size()));
        }
    }

    private byte[] json(List<Touchpoint> happened) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode batch = body.putArray("batch");
        for (Touchpoint touchpoint : happened) {
            touchpoint.setTime(pace.ours(touchpoint.getTime()));
            batch.add(SegmentMessages.of(touchpoint));
        }
        Instant now = clock.instant();
        return body.put("sentAt", now.toString()).toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Touchpoints that are on Kafka. */
    public long taken() {
        return taken;
    }

    public long refused() {
        return refused;
    }

    /** Why the first of those that are refused was. */
    public Optional<Refusal> firstRefusal() {
        return firstRefusal;
    }
}
