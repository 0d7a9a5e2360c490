package io.journeytracker.engine;

import io.journeytracker.definition.Churn;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.definition.Stage;
import io.journeytracker.definition.Stall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Something that falls due if no touchpoint comes.
 *
 * @param since start of the gap
 * @param rule of a churn its rule within the stage, else -1
 */
record NaiveDue(Kind kind, long since, long at, int rule) {

    /** In the order in which they happen at one time. */
    enum Kind {
        STALL,
        CHURN,
        EXPIRY
    }

    static final Comparator<NaiveDue> ORDER =
            Comparator.comparingLong(NaiveDue::at).thenComparing(NaiveDue::kind).thenComparing(NaiveDue::rule);

    static List<NaiveDue> candidates(JourneyDefinition map, NaiveSituation now) {
        List<NaiveDue> all = new ArrayList<>();
        if (now.status == null) {
            return all;
        }
        if (now.status == NaiveStanding.Status.ACTIVE && now.stage >= 0) {
            Stage stage = map.stages().get(now.stage);
            if (stage.stall().isPresent() && !now.stalled) {
                Stall stall = stage.stall().get();
                long since = stall.clock() == Stall.Clock.STAGE ? now.visit.since() : now.gapSince;
                all.add(due(Kind.STALL, since, stall.after(), -1));
            }
            for (int rule = 0; rule < stage.churn().size(); rule++) {
                Churn churn = stage.churn().get(rule);
                if (churn.silent().isPresent()) {
                    all.add(due(Kind.CHURN, now.last.time(), churn.silent().get(), rule));
                }
            }
        }
        if (map.retention().isPresent()) {
            all.add(due(Kind.EXPIRY, now.last.time(), map.retention().get(), -1));
        }
        return all;
    }

    private static NaiveDue due(Kind kind, long since, Duration after, int rule) {
        return new NaiveDue(kind, since, since + after.toMillis(), rule);
    }
}
