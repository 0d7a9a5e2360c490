package io.journeytracker.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.journeytracker.schema.ScoreKind;
import io.journeytracker.schema.Touchpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ShopSimulatorTest {

    private static final Instant OPENING = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant LIVE = OPENING.plus(Duration.ofDays(14));
    private static final List<Touchpoint> HISTORY = history(new ShopSimulator(ShopSettings.usual()));

    @Test
    void theSameSeedGivesTheSameTouchpointsHoweverTheyAreAskedFor() {
        ShopSimulator other = new ShopSimulator(ShopSettings.usual());
        assertThat(history(other)).isEqualTo(HISTORY);
        List<Touchpoint> inOne = other.until(LIVE.plusSeconds(60));

        ShopSimulator bySecond = new ShopSimulator(ShopSettings.usual());
        history(bySecond);
        List<Touchpoint> inSixty = new ArrayList<>();
        for (int second = 1; second <= 60; second++) {
            inSixty.addAll(bySecond.until(LIVE.plusSeconds(second)));
        }
        assertThat(inSixty).isEqualTo(inOne).isNotEmpty();
    }

    @Test
    void anotherSeedGivesOtherTouchpoints() {
        ShopSimulator other = new ShopSimulator(ShopSettings.usual().withSeed(2));
        assertThat(history(other)).isNotEqualTo(HISTORY);
    }

    @Test
    void fourteenDaysHoldAboutFortyThousandTouchpointsInTimeOrder() {
        assertThat(HISTORY).hasSizeBetween(36_000, 44_000);
        assertThat(HISTORY).extracting(Touchpoint::getTime).isSorted();
        assertThat(HISTORY.get(0).getTime())
                .isBetween(OPENING.toEpochMilli(), OPENING.plusSeconds(7200).toEpochMilli());
        assertThat(HISTORY.get(HISTORY.size() - 1).getTime())
                .isBetween(LIVE.minusSeconds(5).toEpochMilli(), LIVE.toEpochMilli() - 1);
    }

    @Test
    void theLivePartGoesOnWhereTheHistoryEndedAtTwentyTouchpointsASecond() {
        ShopSimulator shop = new ShopSimulator(ShopSettings.usual());
        history(shop);
        List<Touchpoint> live = shop.until(LIVE.plusSeconds(600));
        assertThat(live.get(0).getTime()).isBetween(LIVE.toEpochMilli(), LIVE.toEpochMilli() + 2_000);
        assertThat(live).extracting(Touchpoint::getTime).isSorted();
        assertThat(live.size() / 600.0).isCloseTo(20, within(3.0));
        Set<String> known = HISTORY.stream().map(Touchpoint::getAnonymousId).collect(Collectors.toSet());
        assertThat(live).anyMatch(touchpoint -> known.contains(touchpoint.getAnonymousId()));
    }

    @Test
    void theRatesAreAsConfigured() {
        ShopSimulator shop =
                new ShopSimulator(ShopSettings.usual().withHistoryPerDay(10_000).withLivePerSecond(5));
        assertThat(history(shop)).hasSizeBetween(126_000, 154_000);
        assertThat(shop.until(LIVE.plusSeconds(1200)).size() / 1200.0).isCloseTo(5, within(1.0));
    }

    @Test
    void everyPersonaChannelEventAndScoreOccurs() {
        assertThat(HISTORY.stream().map(touchpoint -> touchpoint.getTraits().get("segment")))
                .containsOnly("deals", "loyal", "research", "gift")
                .contains("deals", "loyal", "research", "gift");
        assertThat(values(Touchpoint::getChannel)).isEqualTo(documentedChannels());
        assertThat(values(Touchpoint::getEvent))
                .containsExactlyInAnyOrder(
                        "Ad Clicked",
                        "Page Viewed",
                        "Products Searched",
                        "Product Viewed",
                        "Product Added",
                        "Cart Viewed",
                        "Checkout Started",
                        "Payment Info Entered",
                        "Payment Failed",
                        "Order Completed",
                        "Order Cancelled",
                        "Order Refunded",
                        "Product Reviewed",
                        "Product Shared",
                        "Support Contacted",
                        "Survey Answered");
        assertThat(HISTORY.stream()
                        .filter(touchpoint -> touchpoint.getScore() != null)
                        .map(touchpoint -> touchpoint.getScore().getKind())
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(ScoreKind.NPS, ScoreKind.CSAT, ScoreKind.CES);
        assertThat(HISTORY).anyMatch(touchpoint -> touchpoint.getProperties().containsKey("coupon"));
        assertThat(HISTORY).anyMatch(touchpoint -> touchpoint.getUserId() == null);
        assertThat(HISTORY).anyMatch(touchpoint -> touchpoint.getUserId() != null);
    }

    @Test
    void noTouchpointHoldsAnImpossibleValue() {
        assertThat(HISTORY).allSatisfy(touchpoint -> {
            assertThat(touchpoint.getAnonymousId()).isNotEmpty();
            assertThat(touchpoint.getReceivedAt()).isGreaterThanOrEqualTo(touchpoint.getTime());
            if (touchpoint.getSentiment() != null) {
                assertThat(touchpoint.getSentiment()).isBetween(-1.0, 1.0);
            }
            if (touchpoint.getComment() != null) {
                assertThat(touchpoint.getComment()).isNotBlank();
                assertThat(touchpoint.getSentiment()).isNotNull();
            }
            if (touchpoint.getScore() != null) {
                double value = touchpoint.getScore().getValue();
                switch (touchpoint.getScore().getKind()) {
                    case NPS -> assertThat(value).isBetween(0.0, 10.0);
                    case CSAT -> assertThat(value).isBetween(1.0, 5.0);
                    default -> assertThat(value).isBetween(1.0, 7.0);
                }
                assertThat(value).isEqualTo(Math.rint(value));
            }
            if (Set.of("Checkout Started", "Order Completed", "Product Added").contains(touchpoint.getEvent())) {
                assertThat(touchpoint.getValue()).isPositive();
                assertThat(touchpoint.getCurrency()).isEqualTo("EUR");
            }
        });
        assertThat(HISTORY.stream().map(Touchpoint::getMessageId)).doesNotHaveDuplicates();
    }

    @Test
    void someSayHowTheyFeelFromTheFirstTouchpointOn() {
        for (String event : List.of("Ad Clicked", "Page Viewed", "Product Viewed", "Cart Viewed")) {
            List<Touchpoint> all = of(event);
            long told = all.stream()
                    .filter(touchpoint -> touchpoint.getSentiment() != null)
                    .count();
            assertThat((double) told / all.size()).as(event).isBetween(0.05, 0.5);
        }
        assertThat(sentiment(of("Cart Viewed")))
                .as("the total with all that is added to it")
                .isLessThan(sentiment(of("Product Viewed")) - 0.1);
    }

    private static List<Touchpoint> of(String event) {
        return HISTORY.stream()
                .filter(touchpoint -> touchpoint.getEvent().equals(event))
                .toList();
    }

    @Test
    void aFairPartOfThoseWhoFillACartBuy() {
        Set<String> carts = who(touchpoint -> touchpoint.getEvent().equals("Product Added"));
        Set<String> buyers = who(touchpoint -> touchpoint.getEvent().equals("Order Completed"));
        Set<String> visitors = who(touchpoint -> true);
        assertThat(carts).containsAll(buyers);
        assertThat((double) buyers.size() / carts.size()).isBetween(0.45, 0.85);
        assertThat((double) buyers.size() / visitors.size()).isBetween(0.25, 0.6);
    }

    @Test
    void inAPaymentOutagePaymentsFailMoodSinksAndSupportIsCalled() {
        ShopSimulator shop = new ShopSimulator(ShopSettings.usual());
        history(shop);
        List<Touchpoint> outside = new ArrayList<>();
        List<Touchpoint> outage = new ArrayList<>();
        for (Touchpoint touchpoint : shop.until(LIVE.plus(Duration.ofMinutes(50)))) {
            long second = (touchpoint.getTime() - LIVE.toEpochMilli()) / 1000 % 300;
            // Complaints come seconds after what they are about.
            if (second >= 70 && second < 120) {
                outage.add(touchpoint);
            } else if (second < 60 || second >= 180) {
                outside.add(touchpoint);
            }
        }
        assertThat(paymentSuccess(outage)).isLessThan(0.15);
        assertThat(paymentSuccess(outside)).isGreaterThan(0.9);
        assertThat(share(outage, "Support Contacted")).isGreaterThan(3 * share(outside, "Support Contacted"));
        assertThat(sentiment(inWords(outage))).isLessThan(sentiment(inWords(outside)) - 0.3);
        assertThat(share(outage, "Order Completed")).isLessThan(share(outside, "Order Completed") / 3);
    }

    @Test
    void withoutAHistoryCartsStallWithinThirtySecondsAndVisitorsFallSilentForAMinuteWithinNinety() {
        ShopSimulator shop = new ShopSimulator(ShopSettings.usual());
        assertThat(shop.until(LIVE)).isEmpty();
        List<Touchpoint> live = shop.until(LIVE.plusSeconds(90));
        assertThat(silentFor(live, Duration.ofSeconds(15), LIVE.plusSeconds(30)))
                .isNotEmpty();
        assertThat(silentFor(live, Duration.ofSeconds(60), LIVE.plusSeconds(90)))
                .isNotEmpty();
    }

    @Test
    void withoutAHistoryTheShopOpensToAQueueThatSoonIsOver() {
        ShopSimulator shop = new ShopSimulator(ShopSettings.usual());
        shop.until(LIVE);
        List<Touchpoint> opening = shop.until(LIVE.plusSeconds(60));
        assertThat(opening.size() / 60.0).isBetween(50.0, 150.0);
        assertThat(opening).anyMatch(touchpoint -> touchpoint.getEvent().equals("Order Completed"));
        shop.until(LIVE.plusSeconds(900));
        assertThat(shop.until(LIVE.plusSeconds(1500)).size() / 600.0).isCloseTo(20, within(4.0));
    }

    @Test
    void theLivePartWaitsForTheHistory() {
        ShopSimulator shop = new ShopSimulator(ShopSettings.usual());
        shop.history(OPENING, LIVE).next();
        assertThatThrownBy(() -> shop.until(LIVE.plusSeconds(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not read to its end");
    }

    /** Who last put something into a cart, and then did nothing for that long before {@code by}. */
    private static Set<String> silentFor(List<Touchpoint> live, Duration silence, Instant by) {
        Map<String, Touchpoint> last = live.stream()
                .filter(touchpoint -> touchpoint.getTime() < by.toEpochMilli())
                .collect(Collectors.toMap(Touchpoint::getAnonymousId, touchpoint -> touchpoint, (a, b) -> b));
        Set<String> silent = new HashSet<>();
        last.forEach((visitor, touchpoint) -> {
            boolean inCart = touchpoint.getEvent().equals("Product Added");
            if (inCart && touchpoint.getTime() + silence.toMillis() < by.toEpochMilli()) {
                silent.add(visitor);
            }
        });
        return silent;
    }

    /** What was said in words, to support and in reviews, and not by one click on a page. */
    private static List<Touchpoint> inWords(List<Touchpoint> touchpoints) {
        return touchpoints.stream()
                .filter(touchpoint -> touchpoint.getComment() != null)
                .toList();
    }

    private static double paymentSuccess(List<Touchpoint> touchpoints) {
        double completed = share(touchpoints, "Order Completed");
        return completed / (completed + share(touchpoints, "Payment Failed"));
    }

    private static double share(List<Touchpoint> touchpoints, String event) {
        return (double) touchpoints.stream()
                        .filter(touchpoint -> touchpoint.getEvent().equals(event))
                        .count()
                / touchpoints.size();
    }

    private static double sentiment(List<Touchpoint> touchpoints) {
        return touchpoints.stream()
                .filter(touchpoint -> touchpoint.getSentiment() != null)
                .mapToDouble(Touchpoint::getSentiment)
                .average()
                .orElseThrow();
    }

    private static Set<String> documentedChannels() {
        String doc = Touchpoint.getClassSchema().getField("channel").doc();
        String list = doc.substring(doc.indexOf("are ") + 4, doc.lastIndexOf('.'));
        return Set.of(list.split(", "));
    }

    private static Set<String> values(Function<Touchpoint, String> field) {
        return HISTORY.stream().map(field).collect(Collectors.toSet());
    }

    private static Set<String> who(Predicate<Touchpoint> condition) {
        return HISTORY.stream()
                .filter(condition)
                .map(Touchpoint::getAnonymousId)
                .collect(Collectors.toSet());
    }

    private static List<Touchpoint> history(ShopSimulator shop) {
        List<Touchpoint> history = new ArrayList<>();
        Iterator<Touchpoint> touchpoints = shop.history(OPENING, LIVE);
        touchpoints.forEachRemaining(history::add);
        return history;
    }
}
