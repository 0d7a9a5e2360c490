package io.journeytracker.journey;

import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.definition.Match;
import io.journeytracker.engine.JourneyState;
import io.journeytracker.engine.Standing;
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
final class StateCodec implements StoreCodec<Bytes, CustomerRecord> {

    private static final int REENTRY = 1;
    private static final Standing.Status[] STATUS = Standing.Status.values();

    private final StoredRecords<CustomerState> records = new StoredRecords<>(CustomerState.class);
    private final Engines engines;

    StateCodec(Engines engines) {
        this.engines = engines;
    }

    @Override
    public Bytes key(Bytes customer) {
        return customer;
    }

    @Override
    public byte[] encode(CustomerRecord customer) {
        List<io.journeytracker.schema.JourneyState> journeys = new ArrayList<>(customer.journeys.size());
        for (OnJourney on : customer.journeys) {
            JourneyDefinition map = on.engine().journey().definition();
            JourneyState state = on.state();
            journeys.add(new io.journeytracker.schema.JourneyState(
                    map.id(),
                    map.version(),
                    state.advancedTo(),
                    state.replayUntil(),
                    standing(state.checkpoint()),
                    tail(state.tail())));
        }
        return records.encode(new CustomerState(customer.armed, lastEvent(customer.lastEvent), journeys));
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
        return new CustomerRecord(journeys, stored.getArmed(), lastEvent(stored.getLastUnnamed()));
    }

    private static UnnamedEvent lastEvent(LastEvent last) {
        return last == LastEvent.NAMED ? null : new UnnamedEvent(last.event(), last.time(), last.order());
    }

    private static LastEvent lastEvent(UnnamedEvent stored) {
        return stored == null ? LastEvent.NAMED : new LastEvent(stored.getEvent(), stored.getTime(), stored.getOrder());
    }

    private static StandingState standing(Standing s) {
        StandingState stored = new StandingState();
        stored.setTouchpoints(s.touchpoints);
        stored.setLastTime(s.lastTime);
        stored.setLastOrder(s.lastOrder);
        stored.setLastId(s.lastId);
        stored.setInstance(s.instance);
        stored.setStatus(s.status.ordinal());
        stored.setStage(s.stage);
        stored.setPersona(s.persona);
        stored.setVisitPersona(s.visitPersona);
        stored.setVisitSince(s.visitSince);
        stored.setVisitTouchpoints(s.visitTouchpoints);
        stored.setGapSince(s.gapSince);
        stored.setStalled(s.stalled);
        stored.setStallSpent(s.stallSpent);
        stored.setEndRule(s.endRule);
        stored.setEndedAt(s.endedAt);
        stored.setLastEvent(s.lastEvent);
        stored.setLastChannel(s.lastChannel);
        stored.setMood(s.mood == Match.NO_EMOTION ? null : s.mood);
        stored.setValue(s.value == Match.NO_VALUE ? null : s.value);
        stored.setCurrency(s.currency.isEmpty() ? null : s.currency);
        stored.setVisited(s.visited);
        stored.setInOrder(s.inOrder);
        stored.setExitsSeen(s.exitsSeen);
        stored.setBreakdowns(s.breakdowns);
        stored.setVisitBreakdowns(s.visitBreakdowns);
        return stored;
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
        return s;
    }

    private static List<TailEntry> tail(List<Match> tail) {
        List<TailEntry> stored = new ArrayList<>(tail.size());
        long before = 0;
        for (Match m : tail) {
            stored.add(new TailEntry(
                    m.time() - before,
                    m.order(),
                    m.id(),
                    m.stage(),
                    m.touchpoint(),
                    m.exit(),
                    m.churns(),
                    m.reentry() ? REENTRY : 0,
                    m.persona(),
                    m.event(),
                    m.channel(),
                    m.emotion() == Match.NO_EMOTION ? null : m.emotion(),
                    m.value() == Match.NO_VALUE ? null : m.value(),
                    m.currency().isEmpty() ? null : m.currency(),
                    m.breakdowns()));
            before = m.time();
        }
        return stored;
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
                    (e.getFlags() & REENTRY) != 0,
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
