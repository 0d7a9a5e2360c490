package io.journeytracker.annotation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToLongFunction;

/** What to look after first: visits lost times what one customer is worth. */
final class Ranking {

    private Ranking() {}

    /**
     * @param rank from 1; empty: it does not hurt any more, as far as is known
     * @param lost visits to its stage that ended with the customer gone
     * @param cost lost times worth
     */
    record Ranked(PainPoint point, Optional<Integer> rank, long lost, double cost) {}

    /**
     * Those that hurt first, the dearest first; then the others, the latest fix first.
     *
     * <p>A customer whose worth nobody says counts as the mean of the others' worth, or as 1 where nobody says anything: the order is that of the
     * visits lost then.
     */
    static List<Ranked> of(List<PainPoint> points, ToLongFunction<PainPoint> lost) {
        double usual = points.stream()
                .map(point -> point.content().worth())
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .average()
                .orElse(1);
        List<Ranked> hurting = points.stream()
                .filter(point -> point.content().state().hurts())
                .map(point -> ranked(point, lost.applyAsLong(point), usual))
                .sorted(Comparator.comparingDouble((Ranked each) -> -each.cost())
                        .thenComparing(each -> each.point().id()))
                .toList();
        List<Ranked> all = new ArrayList<>();
        hurting.forEach(
                each -> all.add(new Ranked(each.point(), Optional.of(all.size() + 1), each.lost(), each.cost())));
        points.stream()
                .filter(point -> !point.content().state().hurts())
                .map(point -> ranked(point, lost.applyAsLong(point), usual))
                .sorted(Comparator.comparing(
                                (Ranked each) -> each.point().content().fixed().orElseThrow(),
                                Comparator.reverseOrder())
                        .thenComparing(each -> each.point().id()))
                .forEach(all::add);
        return all;
    }

    private static Ranked ranked(PainPoint point, long lost, double usual) {
        return new Ranked(
                point, Optional.empty(), lost, lost * point.content().worth().orElse(usual));
    }
}
