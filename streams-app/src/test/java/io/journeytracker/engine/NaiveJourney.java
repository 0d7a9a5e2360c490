package io.journeytracker.engine;

import static io.journeytracker.engine.NaiveStanding.Status.ACTIVE;
import static io.journeytracker.engine.NaiveStanding.Status.CHURNED_BY_EVENT;
import static io.journeytracker.engine.NaiveStanding.Status.CHURNED_BY_SILENCE;
import static io.journeytracker.engine.NaiveStanding.Status.COMPLETED;
import static io.journeytracker.engine.NaiveStanding.Status.EXITED;

import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.definition.Feeling;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.definition.Match;
import io.journeytracker.definition.Stall;
import io.journeytracker.engine.NaiveStanding.Status;
import io.journeytracker.engine.NaiveStanding.Visit;
import io.journeytracker.schema.TransitionKind;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * docs/engine.md a second time, written to be obviously right and for nothing else: a fresh fold over the whole sorted
 * list for every question, which at each step looks at everything that could fall due. Knows no grace and no tail; all
 * touchpoints are taken to be accepted.
 */
public final class NaiveJourney {

    private final JourneyDefinition map;
    private final NaiveRules rules;
    private final List<Transition> told = new ArrayList<>();
    private final List<Touch> touched = new ArrayList<>();
    private final NaiveConversions conversions;
    private final List<EndedVisit> ended = new ArrayList<>();
    private final List<Seen> seen = new ArrayList<>();
    private final int channels;
    private final Sides sides;
    private NaiveSituation now = new NaiveSituation();

    private NaiveJourney(JourneyDefinition map) {
        this.map = map;
        this.rules = new NaiveRules(map);
        this.conversions = new NaiveConversions(map);
        this.channels = new CompiledJourney(map).channels().size();
        this.sides = new Sides(new CompiledJourney(map));
    }

    /** What happened by the clock, which is at least the last touchpoint's time. */
    public static NaiveStory story(JourneyDefinition map, Collection<Match> touchpoints, long clock) {
        NaiveJourney journey = new NaiveJourney(map);
        for (Match touchpoint : touchpoints.stream().sorted().toList()) {
            journey.passTime(touchpoint.time());
            journey.take(touchpoint);
        }
        journey.passTime(clock);
        return new NaiveStory(
                journey.told,
                journey.touched,
                journey.conversions.counted(clock),
                journey.ended,
                journey.seen,
                journey.standing(clock));
    }

    // ---- what falls due -------------------------------------------------------------------------------------------

    private void passTime(long clock) {
        for (Optional<NaiveDue> next = next(); next.isPresent() && next.get().at() < clock; next = next()) {
            happen(next.get());
        }
    }

    private Optional<NaiveDue> next() {
        return NaiveDue.candidates(map, now).stream().min(NaiveDue.ORDER);
    }

    private void happen(NaiveDue due) {
        Transition about = now.about(due.at());
        switch (due.kind()) {
            case STALL -> {
                now.stalled = true;
                now.stalledInVisit = true;
                now.stall = due;
                told.add(Say.gap(about, TransitionKind.STALLED, due));
            }
            case CHURN -> {
                supersede(due.at());
                Optional<Feeling> feeling =
                        rules.churns(now.stage).get(due.rule()).feeling();
                now.status = CHURNED_BY_SILENCE;
                now.open = false;
                now.churn = due;
                told.add(Say.leave(
                        Say.gap(about, TransitionKind.CHURNED, due),
                        due.rule(),
                        rules.dissatisfied(feeling, now.mood),
                        true));
                ended.add(now.ended(false, channels, sides));
            }
            case EXPIRY -> {
                supersede(due.at());
                churnIsOver(due.at());
                if (now.open) {
                    told.add(Say.leave(Say.gap(about, TransitionKind.EXPIRED, due), -1, false, true));
                    ended.add(now.ended(false, channels, sides));
                }
                now = new NaiveSituation();
                conversions.journeyIsOver();
            }
        }
    }

    private void supersede(long at) {
        if (now.stalled) {
            told.add(Say.gap(now.about(at), TransitionKind.SUPERSEDED, now.stall));
            now.stalled = false;
        }
    }

    private void churnIsOver(long at) {
        if (now.status == CHURNED_BY_SILENCE || now.status == CHURNED_BY_EVENT) {
            Transition over = Say.gap(now.about(at), TransitionKind.SUPERSEDED, now.churn);
            told.add(Say.leave(over, now.churn.rule(), false, false));
        }
    }

    // ---- a touchpoint ---------------------------------------------------------------------------------------------

    private void take(Match touchpoint) {
        learn(touchpoint);
        seen(touchpoint);
        if (now.status == null) {
            now.instance = 1;
            beginInstance(TransitionKind.ENTERED, touchpoint);
        } else if (now.status == ACTIVE) {
            takeInVisit(touchpoint);
        } else if (now.status == CHURNED_BY_SILENCE) {
            comeBack(touchpoint);
        } else if (reenters(touchpoint)) {
            churnIsOver(touchpoint.time());
            now.instance++;
            beginInstance(TransitionKind.REENTERED, touchpoint);
        } else if (!map.sticky() && now.status != CHURNED_BY_EVENT) {
            takeAfterTheEnd(touchpoint);
        }
    }

    private void seen(Match touchpoint) {
        LocalDate monday = Instant.ofEpochMilli(touchpoint.time())
                .atZone(ZoneOffset.UTC)
                .toLocalDate()
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        if (now.weeks.add(monday)) {
            LocalDate first = now.weeks.first();
            long after = ChronoUnit.WEEKS.between(first, monday);
            if (after < 8) {
                seen.add(new Seen((int) ChronoUnit.WEEKS.between(LocalDate.of(1969, 12, 29), first), (int) after));
            }
        }
    }

    private void learn(Match touchpoint) {
        now.last = touchpoint;
        if (touchpoint.persona() >= 0) {
            now.persona = touchpoint.persona();
        }
        if (touchpoint.stage() >= 0) {
            visited(touchpoint.stage());
        }
        if (touchpoint.exit() >= 0) {
            now.exitsSeen.add(touchpoint.exit());
        }
        if (touchpoint.emotion() != Match.NO_EMOTION) {
            now.mood = touchpoint.emotion();
        }
        if (touchpoint.value() != Match.NO_VALUE) {
            now.value = touchpoint.value();
            now.currency = touchpoint.currency();
        }
        now.breakdowns = lastGiven(now.breakdowns, touchpoint.breakdowns());
    }

    private static List<String> lastGiven(List<String> before, List<String> given) {
        if (before.isEmpty() || given.isEmpty()) {
            return given.isEmpty() ? before : given;
        }
        List<String> last = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            last.add(given.get(i).isEmpty() ? before.get(i) : given.get(i));
        }
        return last;
    }

    private void visited(int stage) {
        now.visited.add(stage);
        if (stage == now.inOrder) {
            now.inOrder++;
        }
    }

    private void beginInstance(TransitionKind kind, Match touchpoint) {
        conversions.journeyBegins();
        int stage = touchpoint.stage();
        if (stage < 0 && map.initial().isPresent()) {
            stage = rules.initial();
            visited(stage);
        }
        beginVisit(stage, touchpoint);
        told.add(Say.kind(now.about(touchpoint.time()), kind));
        leaveOrComplete(touchpoint);
    }

    private void comeBack(Match touchpoint) {
        NaiveDue churn = now.churn;
        int left = now.stage;
        beginVisit(rules.moves(touchpoint, now.stage) ? touchpoint.stage() : now.stage, touchpoint);
        Transition returned = Say.gap(now.about(touchpoint.time()), TransitionKind.RETURNED, churn);
        told.add(Say.from(Say.leave(returned, churn.rule(), false, false), left));
        leaveOrComplete(touchpoint);
    }

    private boolean reenters(Match touchpoint) {
        return map.reentry().isPresent()
                && touchpoint.reentry()
                && touchpoint.time()
                        >= now.endedAt + map.reentry().get().after().toMillis();
    }

    private void takeAfterTheEnd(Match touchpoint) {
        if (touchpoint.exit() >= 0) {
            boolean endedByIt = now.status == EXITED && now.endRule == touchpoint.exit();
            if (!endedByIt) {
                exit(touchpoint);
            }
        } else if (rules.moves(touchpoint, now.stage)) {
            int left = now.stage;
            beginVisit(touchpoint.stage(), touchpoint);
            told.add(Say.from(Say.kind(now.about(touchpoint.time()), TransitionKind.REOPENED), left));
            touched.add(now.touch(touchpoint));
            completeIfTerminal(touchpoint);
        }
    }

    private void takeInVisit(Match touchpoint) {
        boolean endsVisit = touchpoint.exit() >= 0
                || rules.churnedBy(touchpoint, now.stage) >= 0
                || rules.moves(touchpoint, now.stage);
        if (now.stage >= 0 && map.stages().get(now.stage).stall().isPresent()) {
            restartStallClock(map.stages().get(now.stage).stall().get(), endsVisit, touchpoint);
        }
        if (touchpoint.exit() < 0 && rules.churnedBy(touchpoint, now.stage) < 0 && rules.moves(touchpoint, now.stage)) {
            Visit left = now.visit;
            TransitionKind kind = touchpoint.stage() > now.stage ? TransitionKind.ADVANCED : TransitionKind.BACK;
            ended.add(now.ended(touchpoint.stage() > left.stage(), channels, sides));
            beginVisit(touchpoint.stage(), touchpoint);
            told.add(Say.move(now.about(touchpoint.time()), kind, left));
            touched.add(now.touch(touchpoint));
            completeIfTerminal(touchpoint);
        } else {
            if (!endsVisit) {
                now.inVisit.add(touchpoint);
            }
            leaveOrComplete(touchpoint);
        }
    }

    private void restartStallClock(Stall stall, boolean endsVisit, Match touchpoint) {
        boolean restarts = stall.clock() == Stall.Clock.STAGE
                ? endsVisit
                : stall.resets() == Stall.Resets.ANY || touchpoint.named();
        if (restarts && now.stalled) {
            told.add(Say.gap(now.about(touchpoint.time()), TransitionKind.RECOVERED, now.stall));
        }
        if (restarts) {
            now.stalled = false;
            now.gapSince = touchpoint.time();
        }
    }

    /** The touchpoint belongs to the visit that stands open; it may end it without moving. */
    private void leaveOrComplete(Match touchpoint) {
        touched.add(now.touch(touchpoint));
        int churn = rules.churnedBy(touchpoint, now.stage);
        if (touchpoint.exit() >= 0) {
            exit(touchpoint);
        } else if (churn >= 0) {
            boolean dissatisfied =
                    rules.dissatisfied(rules.churns(now.stage).get(churn).feeling(), now.mood);
            Transition churned = Say.kind(now.about(touchpoint.time()), TransitionKind.CHURNED);
            told.add(Say.leave(Say.since(churned, touchpoint.time()), churn, dissatisfied, true));
            ended.add(now.ended(false, channels, sides));
            end(CHURNED_BY_EVENT, churn, touchpoint);
            now.churn = new NaiveDue(NaiveDue.Kind.CHURN, touchpoint.time(), Transition.NEVER, churn);
        } else {
            completeIfTerminal(touchpoint);
        }
    }

    private void exit(Match touchpoint) {
        boolean dissatisfied =
                rules.dissatisfied(map.exits().get(touchpoint.exit()).feeling(), now.mood);
        Transition exited = Say.kind(now.about(touchpoint.time()), TransitionKind.EXITED);
        told.add(Say.leave(exited, touchpoint.exit(), dissatisfied, now.open));
        if (now.open) {
            ended.add(now.ended(false, channels, sides));
        }
        end(EXITED, touchpoint.exit(), touchpoint);
    }

    private void completeIfTerminal(Match touchpoint) {
        if (rules.terminal(now.stage)) {
            Transition completed = Say.kind(now.about(touchpoint.time()), TransitionKind.COMPLETED);
            told.add(Say.leave(completed, -1, false, true));
            end(COMPLETED, -1, touchpoint);
        }
    }

    private void end(Status status, int rule, Match touchpoint) {
        now.status = status;
        now.open = false;
        now.endRule = rule;
        now.endedAt = touchpoint.time();
    }

    private void beginVisit(int stage, Match touchpoint) {
        now.status = ACTIVE;
        now.stage = stage;
        now.open = true;
        now.visit = new Visit(stage, touchpoint.time(), now.persona, now.breakdowns);
        now.inVisit = new ArrayList<>(List.of(touchpoint));
        now.stalledInVisit = false;
        conversions.visitBegins(now.visit);
        now.gapSince = touchpoint.time();
        now.stalled = false;
    }

    private NaiveStanding standing(long clock) {
        NaiveStanding standing = now.standing(next());
        OptionalLong conversion = conversions.due(clock);
        if (conversion.isEmpty()) {
            return standing;
        }
        // Who is forgotten misses all that is pending.
        return standing.due() < conversion.getAsLong()
                ? standing.dueAt(standing.due())
                : standing.dueAt(conversion.getAsLong());
    }
}
