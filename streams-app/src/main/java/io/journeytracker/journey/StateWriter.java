package io.journeytracker.journey;

import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.definition.Match;
import io.journeytracker.engine.JourneyState;
import io.journeytracker.engine.PendingVisit;
import io.journeytracker.engine.Standing;
import io.journeytracker.engine.VisitMarks;
import io.journeytracker.journey.CustomerRecord.OnJourney;
import java.io.IOException;
import java.util.List;
import org.apache.avro.io.Encoder;

/**
 * Writes a customer as the Avro schema CustomerState says, field by field. Every changed customer is written at every commit, and
 * nine tenths of it are the tail: records of Avro made only to be written would cost more than the writing. The order of the lines
 * is that of the schema's fields.
 */
final class StateWriter {

    /** Bit of a tail entry's flags. */
    static final int REENTRY = 1;

    private static final int NULL = 0;
    private static final int VALUE = 1;

    private StateWriter() {}

    static void write(CustomerRecord customer, Encoder out) throws IOException {
        out.writeLong(customer.armed);
        lastUnnamed(customer.lastEvent, out);
        out.writeArrayStart();
        out.setItemCount(customer.journeys.size());
        for (OnJourney on : customer.journeys) {
            out.startItem();
            JourneyDefinition map = on.engine().journey().definition();
            journey(map.id(), map.version(), on.state(), out);
        }
        out.writeArrayEnd();
        heard(customer.heard, out);
    }

    private static void heard(Heard heard, Encoder out) throws IOException {
        out.writeMapStart();
        out.setItemCount(heard.channels());
        for (int i = 0; i < heard.channels(); i++) {
            out.startItem();
            out.writeString(heard.channel(i));
            out.writeInt(heard.count(i));
        }
        out.writeMapEnd();
        out.writeBoolean(heard.consent());
    }

    private static void lastUnnamed(LastEvent last, Encoder out) throws IOException {
        if (last == LastEvent.NAMED) {
            out.writeIndex(NULL);
            return;
        }
        out.writeIndex(VALUE);
        out.writeString(last.event());
        out.writeLong(last.time());
        out.writeLong(last.order());
    }

    private static void journey(String id, int version, JourneyState state, Encoder out) throws IOException {
        out.writeString(id);
        out.writeInt(version);
        out.writeLong(state.advancedTo());
        out.writeLong(state.replayUntil());
        standing(state.checkpoint(), out);
        tail(state.tail(), out);
    }

    private static void standing(Standing s, Encoder out) throws IOException {
        out.writeInt(s.touchpoints);
        out.writeLong(s.lastTime);
        out.writeLong(s.lastOrder);
        out.writeLong(s.lastId);
        out.writeInt(s.instance);
        out.writeInt(s.status.ordinal());
        out.writeInt(s.stage);
        out.writeInt(s.persona);
        out.writeInt(s.visitPersona);
        out.writeLong(s.visitSince);
        out.writeInt(s.visitTouchpoints);
        out.writeLong(s.gapSince);
        out.writeBoolean(s.stalled);
        out.writeBoolean(s.stallSpent);
        out.writeInt(s.endRule);
        out.writeLong(s.endedAt);
        out.writeInt(s.lastEvent);
        out.writeInt(s.lastChannel);
        felt(s.mood, s.value, s.currency, out);
        out.writeLong(s.visited);
        out.writeInt(s.inOrder);
        out.writeLong(s.exitsSeen);
        texts(s.breakdowns, out);
        texts(s.visitBreakdowns, out);
        pending(s.pending, out);
        marks(s.visitMarks, out);
        out.writeInt(s.firstWeek);
        out.writeInt(s.weeks);
        if (s.leftDissatisfied == null) {
            out.writeIndex(NULL);
        } else {
            out.writeIndex(VALUE);
            out.writeBoolean(s.leftDissatisfied);
        }
    }

    private static void marks(VisitMarks marks, Encoder out) throws IOException {
        long[] words = marks.words();
        out.writeArrayStart();
        out.setItemCount(words.length);
        for (long word : words) {
            out.startItem();
            out.writeLong(word);
        }
        out.writeArrayEnd();
    }

    private static void pending(List<PendingVisit> visits, Encoder out) throws IOException {
        out.writeArrayStart();
        out.setItemCount(visits.size());
        for (PendingVisit visit : visits) {
            out.startItem();
            out.writeInt(visit.stage());
            out.writeInt(visit.persona());
            out.writeLong(visit.since());
        }
        out.writeArrayEnd();
    }

    private static void tail(List<Match> tail, Encoder out) throws IOException {
        out.writeArrayStart();
        out.setItemCount(tail.size());
        long before = 0;
        for (int i = 0; i < tail.size(); i++) {
            Match m = tail.get(i);
            out.startItem();
            out.writeLong(m.time() - before);
            out.writeLong(m.order());
            out.writeLong(m.id());
            out.writeInt(m.stage());
            out.writeInt(m.touchpoint());
            out.writeInt(m.exit());
            out.writeLong(m.churns());
            out.writeInt(m.reentry() ? REENTRY : 0);
            out.writeInt(m.persona());
            out.writeInt(m.event());
            out.writeInt(m.channel());
            felt(m.emotion(), m.value(), m.currency(), out);
            texts(m.breakdowns(), out);
            before = m.time();
        }
        out.writeArrayEnd();
    }

    /** Emotion, value and currency, each null where there is none. */
    private static void felt(int emotion, long value, String currency, Encoder out) throws IOException {
        if (emotion == Match.NO_EMOTION) {
            out.writeIndex(NULL);
        } else {
            out.writeIndex(VALUE);
            out.writeInt(emotion);
        }
        if (value == Match.NO_VALUE) {
            out.writeIndex(NULL);
        } else {
            out.writeIndex(VALUE);
            out.writeLong(value);
        }
        if (currency.isEmpty()) {
            out.writeIndex(NULL);
        } else {
            out.writeIndex(VALUE);
            out.writeString(currency);
        }
    }

    private static void texts(List<String> texts, Encoder out) throws IOException {
        out.writeArrayStart();
        out.setItemCount(texts.size());
        for (int i = 0; i < texts.size(); i++) {
            out.startItem();
            out.writeString(texts.get(i));
        }
        out.writeArrayEnd();
    }
}
