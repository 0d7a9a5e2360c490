package io.journeytracker.board;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.subscription.Subscriptions;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Alerts as those see them who ask: all of it, or masked. */
record AlertViews(Supplier<Subscriptions> subscriptions, ShownIds ids, Clock clock) {

    ObjectNode json(BoardAlert alert, boolean masked) {
        ObjectNode json = AlertJson.of(alert, clock.instant(), masked, subscriptions.get());
        if (masked) {
            json.put("id", ids.of(alert.alert().getId()));
        }
        return json;
    }

    boolean holds(AlertFilter filter, BoardAlert alert) {
        return filter.holds(alert, clock.instant(), subscriptions);
    }

    /** By the id that they were shown; the true one says nothing to whom it is not shown. */
    Optional<BoardAlert> find(AlertBoard board, String id, boolean masked) {
        if (!masked) {
            return board.find(id);
        }
        List<BoardAlert> all = board.newest();
        return all.stream()
                .filter(each -> ids.of(each.alert().getId()).equals(id))
                .findFirst();
    }
}
