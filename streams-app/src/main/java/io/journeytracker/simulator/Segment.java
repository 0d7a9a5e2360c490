package io.journeytracker.simulator;

import java.util.List;

/** The four kinds of visitors, by the trait {@code segment}, and what each is given to. Numbers are probabilities unless said. */
enum Segment {
    DEALS("deals", List.of("ad", "social", "e-mail", "search"), 2, 5, 0.62, 0.40, 0.70, 0.15, 0.10, 0.15),
    LOYAL("loyal", List.of("app", "e-mail", "web", "store"), 1, 3, 0.75, 0.14, 0.20, 0.35, 0.30, 0.45),
    RESEARCH("research", List.of("search", "web", "word-of-mouth", "review"), 3, 9, 0.42, 0.35, 0.10, 0.40, 0.12, 0.20),
    GIFT("gift", List.of("social", "direct-mail", "word-of-mouth", "store"), 2, 4, 0.70, 0.22, 0.25, 0.10, 0.20, 0.08);

    private static final List<Segment> BY_SHARE =
            List.of(DEALS, DEALS, DEALS, LOYAL, LOYAL, LOYAL, RESEARCH, RESEARCH, GIFT, GIFT);

    final String trait;
    final List<String> arrivals;
    final int browsesFrom;
    final int browsesTo;
    final double adds;
    final double hesitates;
    final double usesCoupon;
    final double reviews;
    final double shares;
    final double comesBack;

    Segment(
            String trait,
            List<String> arrivals,
            int browsesFrom,
            int browsesTo,
            double adds,
            double hesitates,
            double usesCoupon,
            double reviews,
            double shares,
            double comesBack) {
        this.trait = trait;
        this.arrivals = arrivals;
        this.browsesFrom = browsesFrom;
        this.browsesTo = browsesTo;
        this.adds = adds;
        this.hesitates = hesitates;
        this.usesCoupon = usesCoupon;
        this.reviews = reviews;
        this.shares = shares;
        this.comesBack = comesBack;
    }

    static Segment of(Chance chance) {
        return chance.pick(BY_SHARE);
    }
}
