package io.journeytracker.tail;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.definition.JourneyCatalog;
import io.journeytracker.schema.CustomerJourney;
import io.journeytracker.schema.CustomerSnapshot;
import io.journeytracker.schema.CustomerStatus;
import io.journeytracker.schema.JourneyTransition;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.schema.TransitionKind;
import io.journeytracker.testing.ShopMap;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class CommentaryTest {

    private static final long NOW = 1_000_000;
    private static final Commentary.Position AT =
            new Commentary.Position(new TopicPartition("touchpoints-by-customer", 0), 7);
    private static final Predicate<Commentary.Position> HANDLED = AT::equals;
    private static final Predicate<Commentary.Position> NOT_HANDLED = HANDLED.negate();

    private final List<String> printed = new ArrayList<>();
    private final JourneyCatalog maps =
            JourneyCatalog.of(List.of(ShopMap.file(1).map()));
    private final Commentary commentary = new Commentary(() -> maps, false, printed::add);

    @Test
    void aMoveIsToldWithTheRuleThatMatchedAndNothingIsExplained() {
        standsIn("browse", CustomerStatus.ACTIVE);
        commentary.touchpoint("ann", touchpoint("Added", "1"), AT, false, NOW);
        commentary.transition(advanced());
        commentary.explain(HANDLED, NOW);
        assertThat(printed)
                .satisfiesExactly(
                        line -> assertThat(line).contains("ann").contains("Added"),
                        line -> assertThat(line).contains("shop version 1: tried 3 rules; matched stage cart"),
                        line -> assertThat(line).contains("advanced browse → cart"));
    }

    @Test
    void aMoveThatIsToldBeforeItsTouchpointIsAMoveAllTheSame() {
        standsIn("cart", CustomerStatus.ACTIVE);
        commentary.transition(advanced());
        commentary.touchpoint("ann", touchpoint("Added", "1"), AT, false, NOW);
        commentary.explain(HANDLED, NOW);
        assertThat(printed).hasSize(3).noneMatch(line -> line.contains("nothing moved"));
    }

    @Test
    void whyNothingMovedIsSaidOnceTheTouchpointWasHandled() {
        commentary.touchpoint("ann", touchpoint("Blinked", "1"), AT, false, NOW);
        commentary.explain(NOT_HANDLED, NOW + Commentary.PATIENCE_MILLIS - 1);
        assertThat(printed).hasSize(2);
        assertThat(reason()).isEqualTo("no stage, exit, churn or re-entry rule matched");
    }

    @Test
    void aTouchpointThatIsNotHandledForAWhileIsSaidToBeSoOnce() {
        commentary.touchpoint("ann", touchpoint("Blinked", "1"), AT, false, NOW);
        commentary.explain(NOT_HANDLED, NOW + Commentary.PATIENCE_MILLIS);
        commentary.explain(NOT_HANDLED, NOW + 2 * Commentary.PATIENCE_MILLIS);
        assertThat(printed).hasSize(3);
        assertThat(printed.get(2)).contains("shop version 1: not folded yet");
        assertThat(reason()).isEqualTo("no stage, exit, churn or re-entry rule matched");
    }

    @Test
    void aTouchpointThatIsSentOnIsToldOnceAndOfWhomItIs() {
        Touchpoint touchpoint = touchpoint("Blinked", "1");
        commentary.touchpoint("anonymous~3f2a", touchpoint, AT, false, NOW);
        commentary.touchpoint("ann", touchpoint, AT, true, NOW);
        commentary.explain(HANDLED, NOW);
        assertThat(printed)
                .satisfiesExactly(
                        line -> assertThat(line).contains("anonymous~3f2a").contains("Blinked"),
                        line -> assertThat(line).contains("tried 3 rules"),
                        line -> assertThat(line).contains("this is ann"),
                        line -> assertThat(line).contains("ann").contains("nothing moved"));
    }

    @Test
    void aStageThatWasPassedIsNoWayBack() {
        standsIn("cart", CustomerStatus.STALLED);
        commentary.touchpoint("ann", touchpoint("Viewed", "1"), AT, false, NOW);
        assertThat(reason()).isEqualTo("stands in stage cart, beyond browse, and progress is furthest");
        commentary.touchpoint("ann", touchpoint("Added", "2"), AT, false, NOW);
        assertThat(reason()).isEqualTo("stands in stage cart already");
    }

    @Test
    void anEndedJourneySticks() {
        standsIn("bought", CustomerStatus.COMPLETED);
        commentary.touchpoint("ann", touchpoint("Viewed", "1"), AT, false, NOW);
        assertThat(reason()).isEqualTo("the journey has ended (completed in bought) and the map is sticky");
    }

    @Test
    void theSameMessageAgainIsADuplicateAndAnOldOneIsLate() {
        standsIn("browse", CustomerStatus.ACTIVE);
        commentary.touchpoint("ann", touchpoint("Viewed", "1"), AT, false, NOW);
        commentary.touchpoint("ann", touchpoint("Viewed", "1"), AT, false, NOW);
        assertThat(reason()).startsWith("a duplicate");
        Touchpoint old = touchpoint("Viewed", "2");
        old.setTime(NOW - 1_001);
        commentary.touchpoint("ann", old, AT, false, NOW);
        assertThat(reason()).isEqualTo("late: older than the grace of 1 s, kept in dead-letters");
    }

    private String reason() {
        commentary.explain(HANDLED, NOW);
        String last = printed.get(printed.size() - 1);
        assertThat(last).contains("nothing moved: ");
        return last.substring(last.indexOf("nothing moved: ") + "nothing moved: ".length());
    }

    private void standsIn(String stage, CustomerStatus status) {
        CustomerJourney at = new CustomerJourney();
        at.setJourney("shop");
        at.setVersion(1);
        at.setInstance(1);
        at.setStage(stage);
        at.setPersona("other");
        at.setStatus(status);
        at.setSince(NOW);
        at.setLastTime(NOW);
        commentary.snapshot("ann", new CustomerSnapshot("ann", List.of(at), null, null));
    }

    private static Touchpoint touchpoint(String event, String id) {
        return Touchpoint.newBuilder()
                .setUserId("ann")
                .setEvent(event)
                .setTime(NOW)
                .setMessageId(id)
                .build();
    }

    private static JourneyTransition advanced() {
        JourneyTransition transition = new JourneyTransition();
        transition.setCustomer("ann");
        transition.setJourney("shop");
        transition.setVersion(1);
        transition.setKind(TransitionKind.ADVANCED);
        transition.setFrom("browse");
        transition.setStage("cart");
        transition.setAt(NOW);
        return transition;
    }
}
