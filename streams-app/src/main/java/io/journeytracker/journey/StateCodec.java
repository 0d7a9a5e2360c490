package io.journeytracker.journey;

import io.journeytracker.definition.Match;
import io.journeytracker.engine.PendingVisit;
import io.journeytracker.engine.Standing;
import io.journeytracker.engine.VisitMarks;
import io.journeytracker.journey.CustomerRecord.OnJourney;
import io.journeytracker.schema.CustomerState;
import io.journeytracker.schema.StandingState;
import io.journeytracker.schema.StoredRecords;
import io.journeytracker.schema.TailEntry;
import io.journeytracker.schema.UnnamedEvent;
import io.journeytracker.store.StoreCodec;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;

/** Customers as bytes: the Avro schema CustomerState, and back. Used by one thread. */
public final class StateCodec implements StoreCodec<Bytes, CustomerRecord> {

    private static final Standing.Status[] STATUS = Standing.Status.values();

    private final StoredRecords<CustomerState> records = new StoredRecords<>(CustomerState.class);
    private final Engines engines;

    public StateCodec(Engines engines) {
        this.engines = engines;
    }

    @Override
    public Bytes key(Bytes customer) {
        return customer;
    }

    @Override
    public byte[] encode(CustomerRecord customer) {
        return records.encode(out -> StateWriter.write(customer, out));
    }

    @Override
    public CustomerRecord decode(byte[] bytes) {
        CustomerState stored = records.decode(bytes);
        List<OnJourney> journeys = new ArrayList<>(stored.getJourneys().size());
        for (var journey : stored.getJourneys()) {
            var engine = engines.require(journey.getJourney(), journey.getVersion());
            journeys.add(new OnJourney(
                    engine,
                    engine.restore(
                            standing(journey.getCheckpoint()),
                            matches(journey.getTail()),
                            journey.getAdvancedTo(),
                            journey.getReplayUntil())));
        }
        return new CustomerRecord(
                journeys,
                stored.getArmed(),
                lastEvent(stored.getLastUnnamed()),
                Heard.of(stored.getChannels(), stored.getConsent()));
    }

    private static LastEvent lastEvent(UnnamedEvent stored) {
        return stored == null ? LastEvent.NAMED : new LastEvent(stored.getEvent(), stored.getTime(), stored.getOrder());
    }

    private static Standing standing(StandingState stored) {
        Standing s = new Standing();
        s.touchpoints = stored.getTouchpoints();
        s.lastTime = stored.getLastTime();
        s.lastOrder = stored.getLastOrder();
        s.lastId = stored.getLastId();
        s.instance = stored.getInstance();
        s.status = STATUS[stored.getStatus()];
        s.stage = stored.getStage();
        s.persona = stored.getPersona();
        s.visitPersona = stored.getVisitPersona();
        s.visitSince = stored.getVisitSince();
        s.visitTouchpoints = stored.getVisitTouchpoints();
        s.gapSince = stored.getGapSince();
        s.stalled = stored.getStalled();
        s.stallSpent = stored.getStallSpent();
        s.endRule = stored.getEndRule();
        s.endedAt = stored.getEndedAt();
        s.lastEvent = stored.getLastEvent();
        s.lastChannel = stored.getLastChannel();
        s.mood = stored.getMood() == null ? Match.NO_EMOTION : stored.getMood();
        s.value = stored.getValue() == null ? Match.NO_VALUE : stored.getValue();
        s.currency = stored.getCurrency() == null ? "" : stored.getCurrency();
        s.visited = stored.getVisited();
        s.inOrder = stored.getInOrder();
        s.exitsSeen = stored.getExitsSeen();
        s.breakdowns = List.copyOf(stored.getBreakdowns());
        s.visitBreakdowns = List.copyOf(stored.getVisitBreakdowns());
        if (!stored.getPending().isEmpty()) {
            s.pending = stored.getPending().stream()
                    .map(visit -> new PendingVisit(visit.getStage(), visit.getPersona(), visit.getSince()))
                    .toList();
        }
        s.visitMarks = VisitMarks.of(
                stored.getVisitMarks().stream().mapToLong(Long::longValue).toArray());
        s.firstWeek = stored.getFirstWeek();
        s.weeks = stored.getWeeks();
        s.leftDissatisfied = stored.getLeftDissatisfied();
        return s;
    }

    private static List<Match> matches(List<TailEntry> stored) {
        List<Match> tail = new ArrayList<>(stored.size());
        long before = 0;
        for (TailEntry e : stored) {
            before += e.getAfter();
            tail.add(new Match(
                    before,
                    e.getOrder(),
                    e.getId(),
                    e.getStage(),
                    e.getTouchpoint(),
                    e.getExit(),
                    e.getChurns(),
                    (e.getFlags() & StateWriter.REENTRY) != 0,
                    e.getPersona(),
                    e.getEvent(),
                    e.getChannel(),
                    e.getEmotion() == null ? Match.NO_EMOTION : e.getEmotion(),
                    e.getValue() == null ? Match.NO_VALUE : e.getValue(),
                    e.getCurrency() == null ? "" : e.getCurrency(),
                    List.copyOf(e.getBreakdowns())));
        }
        return tail;
    }
}
