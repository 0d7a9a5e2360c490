package io.journeytracker.journey;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.definition.Match;
import io.journeytracker.definition.Severity;
import io.journeytracker.definition.Stage;
import io.journeytracker.engine.Transition;
import io.journeytracker.schema.JourneyTransition;
import io.journeytracker.schema.TransitionKind;
import java.util.HexFormat;
import java.util.Optional;

/** Transitions as the topic journey-transitions has them: indices become the map's ids. */
public final class TransitionRecords {

    private TransitionRecords() {}

    /**
     * @param lastEvent as {@link CustomerOutput#transition} gives it
     * @param emittedAt wall-clock time; a replay says {@code at} instead
     */
    public static JourneyTransition of(
            String customer,
            CompiledJourney journey,
            Transition t,
            String lastEvent,
            boolean retracted,
            boolean replay,
            long emittedAt) {
        JourneyDefinition map = journey.definition();
        JourneyTransition record = new JourneyTransition();
        record.setId(id(customer, map, t));
        record.setCustomer(customer);
        record.setJourney(map.id());
        record.setVersion(map.version());
        record.setInstance(t.instance());
        record.setPersona(journey.personaName(t.persona()));
        record.setKind(t.kind());
        record.setRetracted(retracted);
        record.setStage(journey.stageName(t.stage()));
        record.setFrom(t.from() == Transition.NOWHERE ? null : journey.stageName(t.from()));
        record.setVisitSince(t.visitSince());
        record.setFromVisitSince(t.fromVisitSince() == Transition.NEVER ? null : t.fromVisitSince());
        record.setAt(t.at());
        record.setSince(t.since());
        record.setDue(t.due() == Transition.NEVER ? null : t.due());
        rule(record, map, t);
        record.setOwner(owner(map, t.kind() == TransitionKind.RETURNED ? t.from() : t.stage()));
        record.setDissatisfied(t.dissatisfied());
        record.setLastEvent(lastEvent.isEmpty() ? null : lastEvent);
        record.setLastTime(t.lastTime());
        record.setLastChannel(t.lastChannel() < 0 ? null : journey.channels().get(t.lastChannel()));
        record.setMood(mood(t.mood()));
        record.setValue(t.value() == Match.NO_VALUE ? null : t.value() / 100.0);
        record.setCurrency(t.currency().isEmpty() ? null : t.currency());
        record.setReplay(replay);
        record.setEmittedAt(replay ? t.at() : emittedAt);
        return record;
    }

    private static String owner(JourneyDefinition map, int stage) {
        return (stage < 0 ? map.owner() : map.stages().get(stage).owner()).orElse(null);
    }

    /** Thousandths as the topics write them, null where nothing was felt. */
    static Double mood(int thousandths) {
        return thousandths == Match.NO_EMOTION ? null : thousandths / 1000.0;
    }

    private static void rule(JourneyTransition record, JourneyDefinition map, Transition t) {
        switch (t.kind()) {
            case STALLED, RECOVERED -> stall(record, map, t);
            case SUPERSEDED -> {
                if (t.rule() < 0) {
                    stall(record, map, t);
                } else {
                    churn(record, map.stages().get(t.stage()), t.rule());
                }
            }
            case CHURNED -> churn(record, map.stages().get(t.stage()), t.rule());
            case RETURNED -> churn(record, map.stages().get(t.from()), t.rule());
            case EXITED -> record.setRule(map.exits().get(t.rule()).id());
            default -> {
                // No rule of the map has a name for what else happens.
            }
        }
    }

    private static void stall(JourneyTransition record, JourneyDefinition map, Transition t) {
        record.setRule("stall");
        record.setSeverity(severity(map, t.stage()));
    }

    private static void churn(JourneyTransition record, Stage stage, int rule) {
        record.setRule(stage.churn().get(rule).id());
        record.setSeverity(stage.churn().get(rule).severity().label());
    }

    private static String severity(JourneyDefinition map, int stage) {
        Optional<Severity> severity = map.stages().get(stage).stall().map(s -> s.severity());
        return severity.orElse(Severity.WARNING).label();
    }

    /** The same statement always has the same id, so that a retraction names what it takes back. */
    private static String id(String customer, JourneyDefinition map, Transition t) {
        Hasher hasher = Hashing.murmur3_128()
                .newHasher()
                .putUnencodedChars(customer)
                .putChar('\u0000')
                .putUnencodedChars(map.id())
                .putChar('\u0000')
                .putInt(map.version())
                .putInt(t.kind().ordinal())
                .putInt(t.instance())
                .putInt(t.stage())
                .putInt(t.from())
                .putInt(t.persona())
                .putLong(t.visitSince())
                .putInt(t.fromPersona())
                .putLong(t.fromVisitSince())
                .putLong(t.at())
                .putLong(t.since())
                .putLong(t.due())
                .putInt(t.rule())
                .putBoolean(t.dissatisfied())
                .putInt(t.lastEvent())
                .putLong(t.lastTime())
                .putInt(t.lastChannel())
                .putInt(t.mood())
                .putLong(t.value())
                .putUnencodedChars(t.currency());
        t.breakdowns().forEach(value -> hasher.putUnencodedChars(value).putChar('\u0000'));
        t.fromBreakdowns().forEach(value -> hasher.putUnencodedChars(value).putChar('\u0000'));
        return HexFormat.of().toHexDigits(hasher.hash().asLong());
    }
}
