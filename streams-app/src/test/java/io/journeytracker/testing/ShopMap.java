package io.journeytracker.testing;

import io.journeytracker.maps.MapFile;
import java.time.LocalDate;

/** A small map as text: browse → cart, where a customer stalls after two seconds of silence → bought. */
public final class ShopMap {

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

    public static MapFile file(int version) {
        return MapFile.of("shop.yaml", yaml(version), LocalDate.EPOCH);
    }
}
