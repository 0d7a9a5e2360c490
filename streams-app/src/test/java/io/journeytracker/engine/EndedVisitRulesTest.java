package io.journeytracker.engine;

import static io.journeytracker.engine.Happens.at;
import static io.journeytracker.engine.MapOf.stages;
import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.definition.Feeling;
import io.journeytracker.definition.Match;
import io.journeytracker.engine.Sides.Side;
import io.journeytracker.maps.MapFile;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was in a visit is known when it ends, whatever came first and whatever was told before. */
class EndedVisitRulesTest {

    private static final int WEB = 0;
    private static final int APP = 1;
    private static final int PHONE = 3;

    private static MapOf shop() {
        return stages("browse", "cart", "bought");
    }

    /** The visits as lines such as {@code browse 0 onward [0, 1] stalled}, with the channels that were in them. */
    private static List<String> ended(Customer customer) {
        List<String> lines = new ArrayList<>();
        for (EndedVisit visit : customer.ended) {
            List<Integer> channels = new ArrayList<>();
            for (int channel = 0; channel < 10; channel++) {
                if (visit.marks().channel(channel)) {
                    channels.add(channel);
                }
            }
            lines.add(customer.engine.journey().stageName(visit.stage())
                    + ' '
                    + visit.since()
                    + (visit.onward() ? " onward " : " over ")
                    + channels
                    + (visit.marks().stalled() ? " stalled" : ""));
        }
        return lines;
    }

    @Test
    void theTouchpointThatEndsAVisitIsNotInIt() {
        Customer customer = new Customer(shop().exit("left", null))
                .after(
                        at(0).stage(0).by(WEB),
                        at(1).by(APP),
                        at(2).stage(1).by(PHONE),
                        at(3).exit(0).by(WEB));
        assertThat(ended(customer)).containsExactly("browse 0 onward [0, 1]", "cart 2 over [3]");
    }

    @Test
    void aVisitThatGoesOnIsNotCounted() {
        assertThat(new Customer(shop()).after(at(0).stage(0).by(WEB), at(9).by(APP)).ended)
                .isEmpty();
    }

    @Test
    void theLastStageCompletesAndIsNotCompared() {
        Customer customer = new Customer(shop())
                .after(at(0).stage(1).by(WEB), at(5).stage(2).by(WEB));
        assertThat(ended(customer)).containsExactly("cart 0 onward [0]");
    }

    @Test
    void whatComesLateIsPutIntoTheVisitThatHasEnded() {
        Customer customer = new Customer(shop())
                .after(at(0).stage(0).by(WEB), at(5).stage(1).by(WEB), at(3).by(PHONE));
        assertThat(ended(customer)).containsExactly("browse 0 onward [0, 3]");
    }

    @Test
    void silenceThatWasNoneEndsNoVisit() {
        Customer customer = new Customer(shop().silent("browse", 10).gone("cart", Feeling.NEUTRAL))
                .after(at(0).stage(0).by(WEB))
                .clock(50);
        assertThat(ended(customer)).containsExactly("browse 0 over [0]");
        customer.after(at(8).stage(1).by(APP), at(9).gone(0).by(PHONE));
        assertThat(ended(customer)).containsExactly("browse 0 onward [0]", "cart 8 over [1]");
    }

    @Test
    void aStallStaysWithItsVisitAlsoAfterItIsOver() {
        Customer customer = new Customer(shop().stall("browse", 10))
                .after(at(0).stage(0).by(WEB), at(20).by(WEB), at(21).stage(1).by(WEB), at(22).stage(2));
        assertThat(ended(customer)).containsExactly("browse 0 onward [0] stalled", "cart 21 onward [0]");
    }

    @Test
    void aVisitThatEndedBeforeTheCheckpointIsTakenBackAsItWasCounted() {
        Customer customer = new Customer(shop().grace(5).silent("browse", 10))
                .after(at(0).stage(0).by(WEB), at(1).by(APP), at(2))
                .clock(50);
        Recorder said = new Recorder();
        said.standingEnded.addAll(customer.ended);
        said.standing.addAll(customer.transitions);
        said.standingTouches.addAll(customer.touches);
        said.standingWeeks.addAll(customer.weeks);
        customer.engine.withdraw(customer.state, said);
        assertThat(said.standingEnded).isEmpty();
    }

    @Test
    void anotherVersionOfTheMapKnowsItsOwnTouchpointsByTheirIds() {
        CompiledJourney old = map(1, "{id: a, event: A}, {id: b, event: B}", "kiosk");
        CompiledJourney next = map(2, "{id: z, event: Z}, {id: b, event: B}", "booth");
        int before = old.channels().size();
        int after = next.channels().size();
        VisitMarks marks = VisitMarks.NONE
                .stall()
                .touch(at(0).by(APP).match(), before)
                .touch(touched(0), before)
                .touch(touched(1), before);
        VisitMarks there = marks.translated(old, next);
        assertThat(there.stalled()).isTrue();
        assertThat(there.channel(APP)).isTrue();
        assertThat(there.touchpoint(1, after)).isTrue();
        assertThat(there.touchpoint(0, after)).isFalse();
    }

    /** What was felt between well and badly, where nobody knows the side, or both ways on one side, says nothing. */
    @ParameterizedTest
    @CsvSource({
        "web:200 store:-200, ONLINE",
        "web:-200 store:200, OFFLINE",
        "phone:-1000 kiosk:900 app:199 app:700 web:0, ONLINE",
        "web:900 store:-199,",
        "web:900 kiosk:-900,",
        "web:900 survey:-900,",
        "web:900 store:-900 store:900,",
        "web:900 web:-900 store:-900,",
        "web:900,",
    })
    void feelingsOnlineAndOfflineMayDisagree(String felt, Side better) {
        CompiledJourney map = map(1, "{id: a, event: A}", "kiosk");
        Sides sides = new Sides(map);
        VisitMarks marks = VisitMarks.NONE;
        for (String each : felt.split(" ")) {
            String[] parts = each.split(":");
            Match match = at(0).by(map.channels().indexOf(parts[0]))
                    .felt(Integer.parseInt(parts[1]))
                    .match();
            marks = sides.felt(marks.touch(match, map.channels().size()), match);
        }
        CompiledJourney next = map(2, "{id: a, event: A}, {id: b, event: B}, {id: c, event: C}", "booth");
        for (Side side : Side.values()) {
            assertThat(sides.better(side, marks)).isEqualTo(side == better);
            assertThat(new Sides(next).better(side, marks.translated(map, next)))
                    .isEqualTo(side == better);
        }
        assertThat(marks.touchpoint(0, map.channels().size())).isFalse();
    }

    private static Match touched(int touchpoint) {
        var m = at(0).by(WEB).match();
        return new Match(
                m.time(),
                m.order(),
                m.id(),
                m.stage(),
                touchpoint,
                m.exit(),
                m.churns(),
                m.reentry(),
                m.persona(),
                m.event(),
                m.channel(),
                m.emotion(),
                m.value(),
                m.currency(),
                m.breakdowns());
    }

    private static CompiledJourney map(int version, String touchpoints, String channel) {
        String text = "journey: shop\nversion: " + version + "\ntouchpoints: [" + touchpoints
                + "]\nstages: [{id: one, enter: {event: One, channel: " + channel
                + "}}, {id: two, enter: {event: Two}}]\n";
        return new CompiledJourney(
                MapFile.of("shop.yaml", text, LocalDate.EPOCH).map());
    }

    @Test
    void aMapOfManyTouchpointsTakesMoreWords() {
        VisitMarks marks = VisitMarks.NONE.touch(touched(130), 14);
        assertThat(marks.words()).hasSize(3);
        assertThat(marks.touchpoint(130, 14)).isTrue();
        assertThat(marks.touchpoint(2, 14)).isFalse();
        assertThat(VisitMarks.of(marks.words())).isEqualTo(marks);
    }
}
