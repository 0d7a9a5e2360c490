package io.journeytracker.testing;

import io.journeytracker.maps.MapFile;
import java.time.LocalDate;

/** A small map as text: browse → cart, where a customer stalls after two seconds of silence → bought. */
public final class ShopMap {

    /** A larger one, with everything that a journey can meet: stalls by both clocks, both kinds of churn, exits, re-entry, personas, breakdowns. */
    public static final String FULL = """
            language: 1
            journey: shop
            version: 1
            grace: 2h
            personas: [{id: deals, when: traits.segment == "deals"}]
            breakdowns: {coupon: properties.coupon}
            stages:
              - id: browse
                enter: {event: Viewed}
                stall: {after: 10m}
                targets: {conversion: {to: checkout, within: 50m, at-least: 5%}}
              - id: cart
                enter: {event: Added}
                stall: {after: 5m, severity: critical}
                churn: [{id: abandoned, silent: 40m}, {id: emptied, event: Emptied}]
                targets: {conversion: {to: bought, within: 20m, at-least: 10%}}
              - {id: checkout, enter: {event: Checked}, stall: {after: 3m, clock: stage}}
              - {id: bought, enter: {event: Ordered}}
            exits: [{id: cancelled, event: Cancelled}]
            reentry: {event: Viewed, after: 20m}
            """;

    private ShopMap() {}

    public static String yaml(int version) {
        return yaml("shop", version, "2s");
    }

    public static String yaml(String journey, int version, String stallAfter) {
        return """
                language: 1
                journey: %s
                version: %d
                grace: 1s
                stages:
                  - {id: browse, enter: {event: Viewed}}
                  - {id: cart, enter: {event: Added}, stall: {after: %s, severity: critical}}
                  - {id: bought, enter: {event: Ordered}}
                """.formatted(journey, version, stallAfter);
    }

    /** The same, where a customer in the cart churns after longer silence or by emptying it, may cancel, and may begin anew. */
    public static MapFile impatient(int version, String stallAfter, String churnAfter) {
        String yaml = """
                language: 1
                journey: shop
                version: %d
                grace: 1s
                stages:
                  - {id: browse, enter: {event: Viewed}}
                  - id: cart
                    enter: {event: Added}
                    stall: {after: %s, severity: critical}
                    churn: [{id: abandoned, silent: %s}, {id: emptied, event: Emptied}]
                  - {id: bought, enter: {event: Ordered}}
                exits: [{id: cancelled, event: Cancelled}]
                reentry: {event: Added, after: 1s}
                """.formatted(version, stallAfter, churnAfter);
        return MapFile.of("shop.yaml", yaml, LocalDate.EPOCH);
    }

    public static MapFile file(int version) {
        return MapFile.of("shop.yaml", yaml(version), LocalDate.EPOCH);
    }
}
