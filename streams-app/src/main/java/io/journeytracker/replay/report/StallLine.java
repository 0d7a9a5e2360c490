package io.journeytracker.replay.report;

import io.journeytracker.log.CsvCell;
import io.journeytracker.schema.TransitionKind;
import io.journeytracker.topic.CustomerId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One stall that happened.
 *
 * @param customer as the log names them
 * @param since start of the gap
 * @param due when it became one
 * @param resolvedAt when it ended; null where the log ended first
 */
record StallLine(String customer, String stage, long since, long due, Long resolvedAt) {

    static final String HEADER = "customer,stage,since,due,resolved_at";

    private static final Comparator<StallLine> ORDER = Comparator.comparingLong(StallLine::due)
            .thenComparing(StallLine::customer)
            .thenComparing(StallLine::stage)
            .thenComparingLong(StallLine::since);

    private record Gap(String customer, String stage, long since, long due) {

        static Gap of(Told told) {
            return new Gap(told.customer(), told.stage(), told.since(), told.due());
        }
    }

    /** The stalls that stand, by due time, then customer. */
    static List<StallLine> of(TransitionLedger ledger) {
        Map<Gap, Long> ends = new HashMap<>();
        ledger.standing(told -> {
            switch (told.kind()) {
                case RECOVERED, SUPERSEDED -> {
                    if (told.ofStall()) {
                        ends.merge(Gap.of(told), told.at(), Math::min);
                    }
                }
                default -> {
                    // Nothing that ends a stall.
                }
            }
        });
        List<StallLine> stalls = new ArrayList<>();
        ledger.standing(told -> {
            if (told.kind() == TransitionKind.STALLED) {
                stalls.add(new StallLine(
                        CustomerId.value(told.customer()),
                        told.stage(),
                        told.since(),
                        told.due(),
                        ends.get(Gap.of(told))));
            }
        });
        stalls.sort(ORDER);
        return stalls;
    }

    String line() {
        return String.join(
                ",",
                CsvCell.quoted(customer),
                CsvCell.quoted(stage),
                IsoMillis.of(since),
                IsoMillis.of(due),
                resolvedAt == null ? "" : IsoMillis.of(resolvedAt));
    }
}
