package io.journeytracker.authoring.trial;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** What every trial tells of the data that it looked at. */
final class Told {

    private Told() {}

    static ObjectNode of(String kind, int days, long from, long until, Past.Found found) {
        boolean partial = found.dropped() > 0;
        long begin = partial && found.log() != null ? found.log().facts().from() : from;
        return JsonNodeFactory.instance
                .objectNode()
                .put("kind", kind)
                .put("days", days)
                .put("from", Instant.ofEpochMilli(begin).toString())
                .put("to", Instant.ofEpochMilli(until).toString())
                .put(
                        "touchpoints",
                        found.log() == null ? 0 : found.log().facts().events())
                .put("partial", partial)
                .put("leftOut", found.dropped())
                .put("unreadable", found.unreadable());
    }
}
