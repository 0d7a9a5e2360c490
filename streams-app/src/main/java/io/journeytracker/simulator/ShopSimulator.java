package io.journeytracker.simulator;

import io.journeytracker.schema.Touchpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/**
 * Visitors of a shop: four personas (trait {@code segment}: deals, loyal, research, gift) who come by all channels, browse,
 * buy, stall, complain, leave and come back. First the history, if it is wanted, then live from where the history ended. The
 * same settings and instants give the same touchpoints. Not thread-safe.
 *
 * <p>The pace of a visit is a demo's, seconds between touchpoints, in the history too, so that there also most visitors move
 * on in time. In the last three minutes of the history the shop is already as busy as live, so that the live part begins with
 * visitors in every stage. Without a history the shop opens to a queue, so that there soon are some.
 */
public final class ShopSimulator {

    private static final long RAMP = Duration.ofMinutes(3).toMillis();
    /** Before a shop without a history: for so long so many times as many come. */
    private static final long QUEUE = Duration.ofSeconds(30).toMillis();

    private static final double QUEUE_TIMES = 10;
    private static final double DAY = Duration.ofDays(1).toMillis();
    private static final double SECOND = 1000;
    /** Touchpoints of one visitor over all visits, on average; measured. */
    private static final double PER_VISITOR = 10;

    private static final long NOT_YET = Long.MIN_VALUE;

    private final ShopSettings settings;
    private final Chance arrivals;
    private final PriorityQueue<Turn> turns =
            new PriorityQueue<>(Comparator.comparingLong(Turn::time).thenComparingLong(Turn::number));
    private long visitors;
    private double nextArrival;
    private long liveStart = NOT_YET;
    private boolean opens;

    private record Turn(long time, long number, Visitor visitor) {}

    public ShopSimulator(ShopSettings settings) {
        this.settings = settings;
        arrivals = new Chance(settings.seed(), 0);
    }

    /**
     * What happened from {@code from} up to, not including, {@code until}, in time order. To be read to its end before the live
     * part begins.
     *
     * @throws IllegalStateException if the simulation has begun already
     */
    public Iterator<Touchpoint> history(Instant from, Instant until) {
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException(
                    "A history from " + from + " to " + until + ": expected from before until");
        }
        begin(from.toEpochMilli(), until.toEpochMilli());
        return new History();
    }

    /**
     * What happened since the history's end or the last call, before {@code now}, in time order. Without a history the first
     * call opens the shop at {@code now} and returns nothing.
     *
     * @throws IllegalStateException if the history was not read to its end
     */
    public List<Touchpoint> until(Instant now) {
        long end = now.toEpochMilli();
        if (liveStart == NOT_YET) {
            begin(end, end);
        }
        if (nextTime() < liveStart) {
            throw new IllegalStateException("The history was not read to its end");
        }
        List<Touchpoint> happened = new ArrayList<>();
        while (nextTime() < end) {
            happened.add(step());
        }
        return happened;
    }

    private void begin(long from, long live) {
        if (liveStart != NOT_YET) {
            throw new IllegalStateException("The simulation has begun already");
        }
        liveStart = live;
        opens = from == live;
        nextArrival = from;
        invite();
    }

    /** The time of the next touchpoint; whoever arrives before it is invited first. */
    private long nextTime() {
        while (turns.isEmpty() || nextArrival <= turns.peek().time()) {
            Visitor visitor = new Visitor(settings.seed(), ++visitors, (long) nextArrival);
            turns.add(new Turn(visitor.nextAt(), visitors, visitor));
            invite();
        }
        return turns.peek().time();
    }

    private Touchpoint step() {
        Turn turn = turns.remove();
        boolean live = turn.time() >= liveStart - RAMP;
        Moment now = new Moment(turn.time(), settings.outages().at(turn.time(), liveStart), live);
        Touchpoint touchpoint = turn.visitor().act(now);
        if (!turn.visitor().gone()) {
            turns.add(new Turn(turn.visitor().nextAt(), turn.number(), turn.visitor()));
        }
        return touchpoint;
    }

    private void invite() {
        double before = nextArrival;
        nextArrival += wait(before);
        double busy = liveStart - RAMP;
        if (before < busy && nextArrival > busy) {
            // A quiet shop's next visitor may be minutes away; waiting begins anew when the shop gets busy.
            nextArrival = busy + wait(busy);
        }
    }

    private double wait(double time) {
        return arrivals.waiting(PER_VISITOR / touchpointsPerMilli(time));
    }

    private double touchpointsPerMilli(double time) {
        if (time >= liveStart - RAMP) {
            double live = settings.livePerSecond() / SECOND;
            return opens && time < liveStart + QUEUE ? QUEUE_TIMES * live : live;
        }
        // Busiest at 18:00 UTC, a fifth of that at 06:00, the daily mean as set.
        double daytime = 1 - 2.0 / 3 * StrictMath.sin(2 * Math.PI * (time % DAY) / DAY);
        return settings.historyPerDay() / DAY * daytime;
    }

    private final class History implements Iterator<Touchpoint> {

        @Override
        public boolean hasNext() {
            return nextTime() < liveStart;
        }

        @Override
        public Touchpoint next() {
            if (!hasNext()) {
                throw new NoSuchElementException("The history has ended");
            }
            return step();
        }
    }
}
