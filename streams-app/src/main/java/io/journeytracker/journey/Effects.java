package io.journeytracker.journey;

import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.engine.Conversion;
import io.journeytracker.engine.EndedVisit;
import io.journeytracker.engine.Seen;
import io.journeytracker.engine.Standing;
import io.journeytracker.engine.Touch;
import io.journeytracker.engine.Transition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What the fold of one customer said, kept until all of it is known: only when nothing failed is any of it written, since
 * a store write cannot be undone. Reused from record to record.
 */
final class Effects implements MergeOutput {

    /** @param withdrawal of a retraction that takes everything back, else null */
    record Said(
            CompiledJourney journey,
            Transition transition,
            String lastEvent,
            boolean retracted,
            boolean replay,
            Withdrawal withdrawal) {}

    private final List<Said> said = new ArrayList<>();
    private final List<Consumer<MapCounts>> counts = new ArrayList<>();
    private final List<Counted> touches = new ArrayList<>();
    private final List<CompiledJourney> fullTails = new ArrayList<>();

    record Counted(CompiledJourney journey, Touch touch, int sign) {}

    void clear() {
        said.clear();
        counts.clear();
        touches.clear();
        fullTails.clear();
    }

    @Override
    public void transition(
            CompiledJourney journey, Transition transition, String lastEvent, boolean retracted, boolean replay) {
        said.add(new Said(journey, transition, lastEvent, retracted, replay, null));
    }

    @Override
    public void touch(CompiledJourney journey, Touch touch, int sign) {
        touches.add(new Counted(journey, touch, sign));
    }

    @Override
    public void conversion(CompiledJourney journey, Conversion conversion, int sign) {
        counts.add(map -> map.conversion(journey, conversion, sign));
    }

    @Override
    public void ended(CompiledJourney journey, EndedVisit visit, int sign) {
        counts.add(map -> map.ended(journey, visit, sign));
    }

    @Override
    public void seen(CompiledJourney journey, Seen seen, int sign) {
        counts.add(map -> map.seen(journey, seen, sign));
    }

    @Override
    public void unnamed(CompiledJourney journey, String event) {
        counts.add(map -> map.unnamed(journey, event));
    }

    @Override
    public void moved(CompiledJourney journey, Place before, Place after) {
        counts.add(map -> map.moved(journey, before, after));
    }

    @Override
    public void tailFull(CompiledJourney journey) {
        fullTails.add(journey);
    }

    @Override
    public void withdrawn(
            CompiledJourney journey, Transition transition, String lastEvent, boolean replay, Withdrawal withdrawal) {
        said.add(new Said(journey, transition, lastEvent, true, replay, withdrawal));
    }

    @Override
    public void visitWithdrawn(CompiledJourney journey, Standing visit, Withdrawal withdrawal) {
        int stage = visit.stage;
        int persona = visit.visitPersona;
        long since = visit.visitSince;
        counts.add(map -> map.withdrawn(journey, stage, persona, since, withdrawal));
    }

    @Override
    public void visitTaken(CompiledJourney journey, Standing visit) {
        int stage = visit.stage;
        int persona = visit.visitPersona;
        long since = visit.visitSince;
        counts.add(map -> map.taken(journey, stage, persona, since));
    }

    List<Said> said() {
        return said;
    }

    List<Counted> touches() {
        return touches;
    }

    List<CompiledJourney> fullTails() {
        return fullTails;
    }

    void countInto(MapCounts map) {
        for (Said each : said) {
            map.transition(each.journey(), each.transition(), each.retracted() ? -1 : 1, each.withdrawal());
        }
        for (Counted each : touches) {
            map.touch(each.journey(), each.touch(), each.sign());
        }
        for (Consumer<MapCounts> each : counts) {
            each.accept(map);
        }
    }
}
