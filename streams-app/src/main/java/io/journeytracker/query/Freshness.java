package io.journeytracker.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.journey.MapPart;

/**
 * How fresh an answer is, and whether it is whole.
 *
 * @param here partitions that are active on this instance
 * @param all partitions that there are
 * @param missing partitions that should be in the answer and are not
 * @param stale partitions in the answer of which nobody answers who keeps them: a copy was read
 * @param publishedAt when the oldest part was published, milliseconds since the epoch; Long.MAX_VALUE: there is none
 * @param clock everything that fell due before is counted in every part; {@link MapPart#NO_CLOCK}: not known yet
 */
record Freshness(int here, int all, int missing, int stale, long publishedAt, long clock) {

    static Freshness of(StateReader state) {
        return state.freshness();
    }

    boolean complete() {
        return missing == 0;
    }

    ObjectNode json() {
        ObjectNode node = MapAnswer.JSON.createObjectNode();
        node.put("partitionsHere", here)
                .put("partitions", all)
                .put("partitionsMissing", missing)
                .put("partitionsStale", stale)
                .put("complete", complete())
                .put("stale", stale > 0);
        if (publishedAt != Long.MAX_VALUE) {
            node.put("publishedAt", Times.text(publishedAt));
        }
        if (clock != MapPart.NO_CLOCK) {
            node.put("clock", Times.text(clock));
        }
        return node;
    }
}
