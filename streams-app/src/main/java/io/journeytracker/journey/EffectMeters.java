package io.journeytracker.journey;

import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.definition.Match;
import io.journeytracker.engine.Touch;
import io.journeytracker.engine.Transition;
import io.journeytracker.metric.JourneyMeters;
import io.journeytracker.schema.Score;
import io.journeytracker.schema.ScoreKind;
import java.util.Locale;

/** Counts what the fold said, for rates. */
final class EffectMeters {

    /** Felt emotion beyond this, in thousandths, is positive; below its negative, negative. */
    private static final int FELT = 300;

    /** The least answer from 0 to 10 that is a promoter's. */
    private static final int PROMOTER = 9;

    private final JourneyMeters meters;

    EffectMeters(JourneyMeters meters) {
        this.meters = meters;
    }

    /** @param touchpoint that made it happen, null: time did */
    void count(Effects effects, TouchpointRecord touchpoint) {
        for (Effects.Said said : effects.said()) {
            if (said.retracted()) {
                meters.correction(
                        said.journey().definition().id(),
                        said.withdrawal() == null ? kind(said.transition()) : "withdrawn");
            } else {
                told(said.journey(), said.transition());
            }
        }
        for (Effects.Counted counted : effects.touches()) {
            if (counted.sign() > 0) {
                touched(counted.journey(), counted.touch());
                if (touchpoint != null && counted.touch().match().id() == touchpoint.id()) {
                    advocates(counted.journey(), counted.touch().match(), touchpoint);
                }
            }
        }
        for (CompiledJourney journey : effects.fullTails()) {
            meters.correction(journey.definition().id(), "tail-full");
        }
        if (touchpoint != null && touchpoint.touchpoint().getScore() != null) {
            score(effects, touchpoint);
        }
    }

    private static String kind(Transition t) {
        return t.kind().name().toLowerCase(Locale.ROOT);
    }

    private void told(CompiledJourney journey, Transition t) {
        JourneyDefinition map = journey.definition();
        String stage = journey.stageName(t.stage());
        String from = t.from() == Transition.NOWHERE ? "" : journey.stageName(t.from());
        meters.transition(map.id(), map.version(), from, stage, kind(t));
        switch (t.kind()) {
            case ENTERED, ADVANCED, BACK, RETURNED, REOPENED, REENTERED ->
                meters.stageEntry(map.id(), map.version(), stage, journey.personaName(t.persona()));
            default -> {
                // No visit begins.
            }
        }
        if (t.fromVisitSince() != Transition.NEVER) {
            meters.dwell(map.id(), map.version(), journey.stageName(t.from()), t.at() - t.fromVisitSince());
        } else if (t.endsVisit()) {
            meters.dwell(map.id(), map.version(), stage, t.at() - t.visitSince());
        }
    }

    private void touched(CompiledJourney journey, Touch touch) {
        JourneyDefinition map = journey.definition();
        Match match = touch.match();
        String stage = journey.stageName(touch.stage());
        String feeling = feeling(match.emotion());
        if (match.emotion() != Match.NO_EMOTION) {
            meters.feeling(map.id(), map.version(), stage, journey.personaName(touch.persona()), feeling);
        }
        if (match.touchpoint() >= 0 && map.touchpoints().get(match.touchpoint()).momentOfTruth()) {
            String id = map.touchpoints().get(match.touchpoint()).id();
            meters.momentOfTruth(map.id(), map.version(), stage, id, feeling);
        }
    }

    /** Only this touchpoint, as with scores. */
    private void advocates(CompiledJourney journey, Match match, TouchpointRecord touchpoint) {
        JourneyDefinition map = journey.definition();
        if (match.touchpoint() >= 0) {
            map.touchpoints()
                    .get(match.touchpoint())
                    .advocacy()
                    .ifPresent(how ->
                            meters.advocacy(map.id(), map.version(), how.name().toLowerCase(Locale.ROOT)));
        }
        Score score = touchpoint.touchpoint().getScore();
        if (score != null && score.getKind() == ScoreKind.NPS && score.getValue() >= PROMOTER && onScale(score)) {
            meters.advocacy(map.id(), map.version(), "promoter");
        }
    }

    private static String feeling(int emotion) {
        if (emotion == Match.NO_EMOTION) {
            return "unknown";
        }
        return emotion > FELT ? "positive" : emotion < -FELT ? "negative" : "neutral";
    }

    /** Only this touchpoint's answer: a refold tells of others again, which were counted when they came. */
    private void score(Effects effects, TouchpointRecord touchpoint) {
        Score score = touchpoint.touchpoint().getScore();
        if (!onScale(score)) {
            return;
        }
        String kind = score.getKind().name().toLowerCase(Locale.ROOT);
        for (Effects.Counted counted : effects.touches()) {
            if (counted.sign() > 0 && counted.touch().match().id() == touchpoint.id()) {
                meters.surveyScore(
                        counted.journey().definition().id(),
                        counted.journey().stageName(counted.touch().stage()),
                        kind,
                        score.getValue());
            }
        }
    }

    private static boolean onScale(Score score) {
        double value = score.getValue();
        return switch (score.getKind()) {
            case NPS -> value >= 0 && value <= 10;
            case CSAT -> value >= 1 && value <= 5;
            case CES -> value >= 1 && value <= 7;
            case UNKNOWN -> false;
        };
    }
}
