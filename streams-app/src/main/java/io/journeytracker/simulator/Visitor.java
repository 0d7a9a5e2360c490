package io.journeytracker.simulator;

import io.journeytracker.schema.ScoreKind;
import io.journeytracker.schema.Touchpoint;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** One visitor, from the first touchpoint to the last. Does one thing at a time, then says when the next will be. */
final class Visitor {

    private static final int MOST_VISITS = 4;
    private static final int MOST_ATTEMPTS = 3;
    private static final double LUCKLESS_PAYMENT = 0.03;
    private static final double OUTAGE_FAILS = 0.95;
    /** Shares of page views, cart views and first looks whose visitor answers a small question on the page. */
    private static final double RATES_A_PAGE = 0.18;

    private static final double RATES_THE_CART = 0.35;
    private static final double RATES_THE_START = 0.12;

    private final Chance chance;
    /** Apart, so that what is said on the way changes nothing of the way. */
    private final Chance clicks;

    private final Segment segment;
    private final Teller teller;
    private final Voice voice;
    private final Basket basket = new Basket();
    private final Deque<Phase> afterwards = new ArrayDeque<>();
    private Phase next = Phase.ARRIVE;
    private long nextAt;
    private String device = "web";
    private int visits;
    private int browses;
    private int attempts;

    Visitor(long seed, long number, long arrival) {
        chance = new Chance(seed, number);
        clicks = new Chance(~seed, number);
        segment = Segment.of(chance);
        teller = new Teller(segment, chance);
        voice = new Voice(chance);
        nextAt = arrival;
    }

    boolean gone() {
        return next == Phase.GONE;
    }

    /** When this visitor does something next, in milliseconds since the epoch. */
    long nextAt() {
        return nextAt;
    }

    /** Does what is next; {@code now.time()} is {@link #nextAt()}. */
    Touchpoint act(Moment now) {
        nextAt = now.time();
        return switch (next) {
            case ARRIVE -> arrive(now);
            case BROWSE -> browse(now);
            case ADD -> add(now);
            case VIEW_CART -> viewCart(now);
            case CHECK_OUT -> checkOut(now);
            case PAY -> pay(now);
            case AWAIT_PAYMENT -> awaitPayment(now);
            case COMPLAIN -> complain(now);
            case RATE_HELP -> answer(now, ScoreKind.CES);
            case RATE_ORDER -> answer(now, ScoreKind.CSAT);
            case RECOMMEND -> answer(now, ScoreKind.NPS);
            case REVIEW -> review(now);
            case SHARE -> share(now);
            case CANCEL -> undo(now, "Order Cancelled");
            case REFUND -> undo(now, "Order Refunded");
            case GONE -> throw new IllegalStateException("The visitor has left");
        };
    }

    private Touchpoint arrive(Moment now) {
        visits++;
        attempts = 0;
        basket.empty();
        device = chance.pick(segment == Segment.LOYAL ? List.of("app", "app", "web") : List.of("web", "web", "app"));
        browses = chance.between(segment.browsesFrom, segment.browsesTo);
        String channel = chance.pick(segment.arrivals);
        String event =
                switch (channel) {
                    case "ad", "social" -> "Ad Clicked";
                    case "search" -> "Products Searched";
                    case "store" -> "Product Viewed";
                    default -> "Page Viewed";
                };
        then(Phase.BROWSE, 1, 5);
        return rated(teller.tell(now.time(), event, channel, Map.of("campaign", "autumn")), RATES_THE_START)
                .build();
    }

    private Touchpoint browse(Moment now) {
        Product product = chance.pick(Product.ALL);
        browses--;
        if (browses > 0) {
            then(Phase.BROWSE, 1, 6);
        } else if (chance.happens(segment.adds)) {
            then(Phase.ADD, 1, 5);
        } else {
            leave(now);
        }
        double kind = chance.between(1, 10);
        String event = kind <= 6 ? "Product Viewed" : kind <= 8 ? "Page Viewed" : "Products Searched";
        Map<String, Object> facts = event.equals("Product Viewed")
                ? Map.of("product_id", product.id(), "name", product.name(), "price", product.price() / 100.0)
                : Map.of("query", product.name());
        // What one looks for is there, or it is not and the search goes on.
        voice.feel(event.equals("Product Viewed") ? 0.04 : -0.05);
        return rated(teller.tell(now.time(), event, device, facts), RATES_A_PAGE)
                .build();
    }

    private Touchpoint add(Moment now) {
        Product product = chance.pick(Product.ALL);
        int quantity = chance.between(1, 2);
        basket.add(product, quantity);
        if (chance.happens(0.25)) {
            then(Phase.ADD, 1, 5);
        } else if (chance.happens(0.3)) {
            then(Phase.VIEW_CART, 1, 5);
        } else {
            hesitateOr(now, Phase.CHECK_OUT, segment.hesitates);
        }
        Map<String, Object> facts =
                Map.of("product_id", product.id(), "price", product.price() / 100.0, "quantity", (long) quantity);
        return priced(now, "Product Added", facts);
    }

    private Touchpoint viewCart(Moment now) {
        // The total with what is added to it is seen here for the first time.
        voice.feel(-0.25);
        hesitateOr(now, Phase.CHECK_OUT, segment.hesitates);
        return rated(
                        teller.tell(now.time(), "Cart Viewed", device, basket.facts())
                                .setValue(basket.total())
                                .setCurrency(Basket.CURRENCY),
                        RATES_THE_CART)
                .build();
    }

    private Touchpoint checkOut(Moment now) {
        if (chance.happens(segment.usesCoupon)) {
            basket.apply(chance.pick(List.of("AUTUMN10", "HELLO10", "FRIENDS10")));
        }
        hesitateOr(now, Phase.PAY, 0.12);
        return priced(now, "Checkout Started", basket.facts());
    }

    private Touchpoint pay(Moment now) {
        attempts++;
        then(Phase.AWAIT_PAYMENT, 1, 4);
        return priced(now, "Payment Info Entered", basket.facts());
    }

    private Touchpoint awaitPayment(Moment now) {
        if (chance.happens(now.paymentsFail() ? OUTAGE_FAILS : LUCKLESS_PAYMENT)) {
            voice.feel(-0.45);
            afterFailure(now);
            return priced(now, "Payment Failed", basket.facts());
        }
        voice.feel(0.25);
        basket.ordered("o-" + chance.hex());
        Touchpoint done = priced(now, "Order Completed", basket.facts());
        planAfterwards();
        continueOrLeave(now);
        return done;
    }

    private void afterFailure(Moment now) {
        if (chance.happens(0.45)) {
            then(Phase.COMPLAIN, 3, 10);
        } else if (attempts < MOST_ATTEMPTS && chance.happens(0.6)) {
            then(Phase.PAY, 14, 35);
        } else {
            leave(now);
        }
    }

    private void planAfterwards() {
        plan(0.03, Phase.CANCEL);
        plan(0.06, Phase.COMPLAIN);
        plan(0.30, Phase.RATE_ORDER);
        plan(segment.reviews, Phase.REVIEW);
        plan(0.20, Phase.RECOMMEND);
        plan(segment.shares, Phase.SHARE);
        plan(0.04, Phase.REFUND);
    }

    private Touchpoint complain(Moment now) {
        String channel = chance.pick(List.of("phone", "chat", "chat", "e-mail"));
        if (chance.happens(0.4)) {
            afterwards.addFirst(Phase.RATE_HELP);
        }
        voice.feel(-0.2);
        Touchpoint said =
                felt(now, "Support Contacted", channel, Map.of("topic", basket.isOrdered() ? "delivery" : "payment"));
        continueOrLeave(now);
        return said;
    }

    private Touchpoint answer(Moment now, ScoreKind question) {
        Touchpoint said = teller.tell(now.time(), "Survey Answered", "survey", Map.of())
                .setScore(voice.score(question))
                .build();
        continueOrLeave(now);
        return said;
    }

    private Touchpoint review(Moment now) {
        Touchpoint said = felt(now, "Product Reviewed", "review", Map.of());
        continueOrLeave(now);
        return said;
    }

    private Touchpoint share(Moment now) {
        String channel = chance.pick(List.of("social", "word-of-mouth"));
        Touchpoint said = felt(now, "Product Shared", channel, Map.of());
        continueOrLeave(now);
        return said;
    }

    private Touchpoint undo(Moment now, String event) {
        voice.feel(-0.3);
        afterwards.clear();
        leave(now);
        return priced(now, event, basket.facts());
    }

    private void hesitateOr(Moment now, Phase onward, double probability) {
        if (!chance.happens(probability)) {
            then(onward, 1, 6);
        } else if (chance.happens(0.4)) {
            then(onward, 18, 40);
        } else {
            leave(now);
        }
    }

    private void continueOrLeave(Moment now) {
        if (afterwards.isEmpty()) {
            leave(now);
        } else {
            then(afterwards.removeFirst(), 3, 20);
        }
    }

    private void leave(Moment now) {
        if (visits >= MOST_VISITS || !chance.happens(segment.comesBack)) {
            next = Phase.GONE;
        } else if (now.live()) {
            then(Phase.ARRIVE, 70, 200);
        } else {
            then(Phase.ARRIVE, 3_600, 3 * 86_400);
        }
    }

    private void plan(double probability, Phase phase) {
        if (chance.happens(probability)) {
            afterwards.addLast(phase);
        }
    }

    private void then(Phase phase, double fromSeconds, double toSeconds) {
        next = phase;
        nextAt += chance.seconds(fromSeconds, toSeconds);
    }

    private Touchpoint priced(Moment now, String event, Map<String, Object> facts) {
        return teller.tell(now.time(), event, device, facts)
                .setValue(basket.total())
                .setCurrency(Basket.CURRENCY)
                .build();
    }

    /** Some say how they feel, with one click. */
    private Touchpoint.Builder rated(Touchpoint.Builder touchpoint, double share) {
        return clicks.happens(share) ? touchpoint.setSentiment(voice.sentiment(clicks)) : touchpoint;
    }

    private Touchpoint felt(Moment now, String event, String channel, Map<String, Object> facts) {
        double sentiment = voice.sentiment();
        return teller.tell(now.time(), event, channel, facts)
                .setSentiment(sentiment)
                .setComment(voice.comment(sentiment))
                .build();
    }
}
