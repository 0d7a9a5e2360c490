package io.journeytracker.authoring.trial;

import io.journeytracker.identity.IdentitiesInMemory;
import io.journeytracker.identity.TouchpointIdentity;
import io.journeytracker.log.LogRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whose each of some touchpoints is, while it is learned from them, one after the other, who is who. For one thread. */
final class Owners implements IdentitiesInMemory.Told {

    private final IdentitiesInMemory identities;
    private final Map<String, List<LogRow>> rows = new HashMap<>();

    Owners(IdentitiesInMemory identities) {
        this.identities = identities;
        identities.telling(this);
    }

    void take(LogRow row) {
        identities.touched(TouchpointIdentity.of(row.touchpoint())).ifPresent(identifier -> rows.computeIfAbsent(
                        identities.customer(identifier), c -> new ArrayList<>())
                .add(row));
    }

    @Override
    public void joined(String customer, String winner) {
        List<LogRow> theirs = rows.remove(customer);
        if (theirs != null) {
            rows.merge(winner, theirs, (ours, more) -> {
                ours.addAll(more);
                return ours;
            });
        }
    }

    @Override
    public void erased(String customer) {
        rows.remove(customer);
    }

    /** Each with its customer. What is left of one who became part of somebody who must not be followed is not among them. */
    List<LogRow> rows() {
        List<LogRow> all = new ArrayList<>();
        rows.forEach((customer, theirs) -> {
            if (identities.customer(customer).equals(customer)) {
                theirs.forEach(row -> row.touchpoint().setUserId(customer));
                all.addAll(theirs);
            }
        });
        return all;
    }
}
