package io.journeytracker.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.engine.Transition;
import io.journeytracker.schema.TransitionKind;
import io.journeytracker.testing.TestMaps;
import java.util.List;
import org.junit.jupiter.api.Test;

class LastEventTest {

    private static final CompiledJourney SHOP = new CompiledJourney(TestMaps.shop(1));
    private static final LastEvent LOOKED = new LastEvent("Looked", 10, 5);

    @Test
    void an_event_that_the_map_names_needs_nothing_else() {
        int added = SHOP.events().indexOf("Added");
        assertThat(LastEvent.NAMED.named(SHOP, transition(added, 10), LastEvent.NAMED))
                .isEqualTo("Added");
    }

    @Test
    void the_touchpoint_at_hand_and_the_one_before_are_known_by_their_times() {
        LastEvent now = new LastEvent("Asked", 20, 6);
        assertThat(LOOKED.named(SHOP, transition(-1, 10), now)).isEqualTo("Looked");
        assertThat(LOOKED.named(SHOP, transition(-1, 20), now)).isEqualTo("Asked");
        assertThat(LOOKED.named(SHOP, transition(-1, 15), now)).isEqualTo(LastEvent.NOT_KNOWN);
    }

    @Test
    void of_two_at_one_time_the_later_is_meant_and_nothing_is_guessed_where_the_earlier_came_later() {
        assertThat(LOOKED.named(SHOP, transition(-1, 10), new LastEvent("Asked", 10, 6)))
                .isEqualTo("Asked");
        assertThat(LOOKED.named(SHOP, transition(-1, 10), new LastEvent("Asked", 10, 4)))
                .isEqualTo(LastEvent.NOT_KNOWN);
        assertThat(LOOKED.named(SHOP, transition(-1, 10), new LastEvent("Looked", 10, 4)))
                .isEqualTo("Looked");
    }

    private static Transition transition(int lastEvent, long lastTime) {
        return new Transition(
                TransitionKind.STALLED,
                1,
                1,
                Transition.NOWHERE,
                -1,
                0,
                -1,
                Transition.NEVER,
                40,
                0,
                30,
                -1,
                false,
                false,
                lastEvent,
                lastTime,
                -1,
                0,
                0,
                "",
                List.of(),
                List.of());
    }
}
