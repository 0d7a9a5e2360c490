package io.journeytracker.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.journey.MapPart;
import java.util.List;

/**
 * How fresh an answer is, and whether it is whole.
 *
 * @param here partitions that are active on this instance
 * @param all partitions that there are
 * @param publishedAt when the oldest part was published, milliseconds since the epoch; Long.MAX_VALUE: there is none
 * @param clock everything that fell due before is counted in every part; {@link MapPart#NO_CLOCK}: not known yet
 */
record Freshness(int here, int all, long publishedAt, long clock) {

    static Freshness of(StateReader state) {
        List<MapPart> parts = state.parts();
        return new Freshness(
                parts.size(),
                state.partitions(),
                parts.stream().mapToLong(MapPart::publishedAt).min().orElse(Long.MAX_VALUE),
                parts.stream().mapToLong(MapPart::clock).min().orElse(MapPart.NO_CLOCK));
    }

    boolean complete() {
        return here == all;
    }

    ObjectNode json() {
        ObjectNode node = MapAnswer.JSON.createObjectNode();
        node.put("partitionsHere", here).put("partitions", all).put("complete", complete());
        if (publishedAt != Long.MAX_VALUE) {
            node.put("publishedAt", Times.text(publishedAt));
        }
        if (clock != MapPart.NO_CLOCK) {
            node.put("clock", Times.text(clock));
        }
        return node;
    }
}
