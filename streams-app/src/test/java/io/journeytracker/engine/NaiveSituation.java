package io.journeytracker.engine;

import io.journeytracker.definition.Match;
import io.journeytracker.engine.NaiveDue.Kind;
import io.journeytracker.engine.NaiveStanding.Status;
import io.journeytracker.engine.NaiveStanding.Visit;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Everything that the naive fold remembers between two steps. A new one knows nothing of the customer. */
final class NaiveSituation {

    Status status;
    int instance;
    int stage = -1;
    Visit visit;
    boolean open;
    /** What was in the visit, as one knows it before it ends. */
    List<Match> inVisit = List.of();

    boolean stalledInVisit;
    long gapSince;
    boolean stalled;
    NaiveDue stall;
    NaiveDue churn;
    int endRule;
    long endedAt;
    Match last;
    int persona = -1;
    int mood = Match.NO_EMOTION;
    long value = Match.NO_VALUE;
    String currency = "";
    List<String> breakdowns = List.of();
    int inOrder;
    /** The Mondays of the weeks in which there was a touchpoint. */
    final TreeSet<LocalDate> weeks = new TreeSet<>();

    final TreeSet<Integer> visited = new TreeSet<>();
    final TreeSet<Integer> exitsSeen = new TreeSet<>();

    Touch touch(Match touchpoint) {
        return new Touch(visit.stage(), visit.persona(), visit.since(), touchpoint);
    }

    /** A transition about the visit, that says nothing special yet. */
    Transition about(long at) {
        return new Transition(
                null,
                instance,
                visit.stage(),
                Transition.NOWHERE,
                visit.persona(),
                visit.since(),
                -1,
                Transition.NEVER,
                at,
                visit.since(),
                Transition.NEVER,
                -1,
                false,
                false,
                last.event(),
                last.time(),
                last.channel(),
                mood,
                value,
                currency,
                visit.breakdowns(),
                List.of());
    }

    /** The visit as one that has ended. */
    EndedVisit ended(boolean onward, int channels, Sides sides) {
        VisitMarks marks = stalledInVisit ? VisitMarks.NONE.stall() : VisitMarks.NONE;
        for (Match touchpoint : inVisit) {
            marks = sides.felt(marks.touch(touchpoint, channels), touchpoint);
        }
        return new EndedVisit(visit.stage(), visit.persona(), visit.since(), onward, marks, visit.breakdowns());
    }

    private boolean churned() {
        return status == Status.CHURNED_BY_SILENCE || status == Status.CHURNED_BY_EVENT;
    }

    NaiveStanding standing(Optional<NaiveDue> next) {
        return new NaiveStanding(
                Optional.ofNullable(status),
                instance,
                stage,
                bits(visited),
                inOrder,
                visited.isEmpty() ? -1 : visited.last(),
                bits(exitsSeen),
                persona,
                mood,
                open ? Optional.of(visit) : Optional.empty(),
                next.map(NaiveDue::at).orElse(Long.MAX_VALUE),
                next.isPresent() && next.get().kind() == Kind.EXPIRY && !open && !churned());
    }

    private static long bits(TreeSet<Integer> indices) {
        return indices.stream().mapToLong(index -> 1L << index).sum();
    }
}
