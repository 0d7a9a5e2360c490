package io.journeytracker.engine;

import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.definition.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Histories of one customer at few distinct times: equal times and gaps of exactly a timeout are common. */
final class RandomHistory {

    private static final int[] FELT = {-1000, -301, -300, -299, 0, 1000};
    private static final long[] BEGINNINGS = {-10, 0, Weeks.begin(1) - 10};

    private final Random random;

    RandomHistory(Random random) {
        this.random = random;
    }

    /** Up to 14 touchpoints within 30 ms, in no order, each with an id of its own. */
    List<Match> next(JourneyDefinition map) {
        long beginning = BEGINNINGS[random.nextInt(BEGINNINGS.length)];
        int span = 4 + random.nextInt(27);
        List<Match> all = new ArrayList<>();
        for (int id = 1 + random.nextInt(14); id > 0; id--) {
            all.add(touchpoint(map, beginning + random.nextInt(span), id));
        }
        return all;
    }

    Match touchpoint(JourneyDefinition map, long time, long id) {
        boolean valued = random.nextInt(4) == 0;
        return new Match(
                time,
                random.nextInt(3),
                id,
                oneOf(map.stages().size(), 2),
                oneOf(map.touchpoints().size(), 4),
                oneOf(map.exits().size(), 8),
                churns(ChurnBits.count(map)),
                map.reentry().isPresent() && random.nextInt(4) == 0,
                oneOf(map.personas().size(), 3),
                random.nextInt(4) - 1,
                random.nextInt(3) - 1,
                random.nextInt(3) == 0 ? FELT[random.nextInt(FELT.length)] : Match.NO_EMOTION,
                valued ? random.nextInt(3) : Match.NO_VALUE,
                valued ? "EUR" : "",
                breakdowns(map.breakdowns().size()));
    }

    private int oneOf(int size, int oneIn) {
        return size > 0 && random.nextInt(oneIn) == 0 ? random.nextInt(size) : -1;
    }

    private long churns(int rules) {
        return IntStream.range(0, rules)
                .filter(rule -> random.nextInt(8) == 0)
                .mapToLong(rule -> 1L << rule)
                .sum();
    }

    private List<String> breakdowns(int count) {
        List<String> values = IntStream.range(0, count).mapToObj(i -> word()).toList();
        return values.stream().allMatch(String::isEmpty) ? List.of() : values;
    }

    private String word() {
        return List.of("", "a", "b").get(random.nextInt(3));
    }
}
