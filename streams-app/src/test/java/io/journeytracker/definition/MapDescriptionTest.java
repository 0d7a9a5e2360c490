package io.journeytracker.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.maps.MapFile;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** What validate --describe prints, for people who do not read YAML. */
class MapDescriptionTest {

    private static String described(String yaml) {
        return String.join(
                "\n",
                MapDescription.of(MapFile.of("shop.yaml", yaml, LocalDate.EPOCH).map()));
    }

    @Test
    void tellsAllThatAMapSays() {
        assertThat(described("""
                        journey: shop
                        version: 3
                        title: Buying in the web shop
                        objective: A third of first buyers buy again in 90 days
                        owner: ecommerce
                        review: {every: 90d, last: 2026-09-01}
                        initial: look
                        retention: 400d
                        personas:
                          - id: hunter
                            title: Berta compares prices
                            target: true
                            goals: [pay the least, be done soon]
                            needs: [total price up front]
                            motivations: [thrift]
                            frustrations: [surprise fees]
                            when: traits.segment == "deals"
                          - {id: loyal}
                        breakdowns: {promotion: properties.coupon}
                        touchpoints:
                          - {id: advert, title: Advertisement}
                          - {id: payment, event: Paid, channel: web, class: service, contact: direct, source: till, moment-of-truth: true, expected-emotion: -0.2}
                        stages:
                          - {id: look, title: Looks around, owner: marketing, enter: {event: [Viewed, Clicked]}, targets: {conversion: {to: buy, within: 36h, at-least: 2.5%}}}
                          - id: buy
                            title: Buys
                            stages:
                              - id: cart
                                enter: [{event: Added}, {channel: store, when: properties.value > 0}]
                                stall: {after: 2h}
                                churn: [{id: gone, silent: 14d}, {id: emptied, event: Emptied, feeling: dissatisfied, severity: info}]
                              - id: checkout
                                enter: {event: Started}
                                stall: {after: 90s, clock: stage, severity: critical}
                                targets: {dwell: {p50: 1m, p95: 10m}, emotion: {at-least: 0.10}}
                          - {id: own, owner: service, enter: {event: Ordered}, stall: {after: 5d, resets: matched}}
                          - {id: tell, enter: {event: Shared}}
                        sticky: false
                        exits: [{id: cancelled, event: Cancelled, feeling: neutral}]
                        reentry: {event: Added, after: 1d}
                        ideal-path: [look, cart, own]
                        """)).isEqualTo("""
                        Buying in the web shop (journey shop, version 3)
                          objective       A third of first buyers buy again in 90 days
                          owner           ecommerce
                          review          every 90d, last on 2026-09-01, due on 2026-11-30
                          begins          in look
                          progress        down the list of stages only
                          ideal path      look → cart → own
                          late touchpoints within 1h are put in their place
                          forgotten       after 400d of silence
                          breakdown       promotion by properties.coupon

                        Personas, the first that matches
                          hunter: Berta compares prices (the map is made for them)
                            goals         pay the least, be done soon
                            needs         total price up front
                            motivations   thrift
                            frustrations  surprise fees
                            when          traits.segment == "deals"
                          loyal

                        Stages, in their order
                          look: Looks around
                            owner         marketing
                            entered by    Viewed or Clicked
                            target        2.5% or more reach buy within 36h
                          buy: Buys
                            cart
                              owner         ecommerce
                              entered by    Added
                              entered by    channel store, when properties.value > 0
                              stalls        after 2h without a touchpoint (warning)
                              churns        gone: after 14d of silence (warning)
                              churns        emptied: by Emptied (dissatisfied) (info)
                            checkout
                              owner         ecommerce
                              entered by    Started
                              stalls        after 90s in the stage (critical)
                              target        half stay no longer than 1m
                              target        95% stay no longer than 10m
                              target        felt on average 0.1 or better
                          own
                            owner         service
                            entered by    Ordered
                            stalls        after 5d without a touchpoint that the map names (warning)
                          tell (completes)
                            owner         ecommerce
                            entered by    Shared

                        Touchpoints
                          advert: Advertisement
                            matches       nothing: drawn only
                          payment (a moment of truth)
                            matches       Paid, channel web, class service, contact direct, source till
                            expected emotion -0.2

                        Ways out and back
                          cancelled (neutral)
                            exit by       Cancelled
                          begins anew by  Added, 1d after the end or later
                          after the end   a touchpoint that matches may still move the customer""");
    }

    @Test
    void ofASmallMapTellsWhatHoldsWhereItSaysNothing() {
        assertThat(described("{journey: shop, progress: latest, stages: [{id: look, enter: {event: Viewed}}]}"))
                .isEqualTo("""
                        shop (journey shop, version 1)
                          begins          in the first stage that matches
                          progress        to the stage of the last matching touchpoint, also back
                          late touchpoints within 1h are put in their place
                          forgotten       never

                        Stages, in their order
                          look (completes)
                            entered by    Viewed""");
    }

    @Test
    void everyTemplateCanBeDescribed() {
        for (String template : JourneyTemplates.names()) {
            assertThat(described(JourneyTemplates.yaml(template).orElseThrow()))
                    .contains("Stages, in their order", "ideal path");
        }
    }
}
