package io.journeytracker.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.journey.Cells;
import io.journeytracker.maps.MapFile;
import io.journeytracker.query.Deviations.Kind;
import io.journeytracker.query.Deviations.Step;
import io.journeytracker.schema.MapCell;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeviationsTest {

    private static final String STAGES = """
            journey: shop
            progress: latest
            stages:
              - {id: browse, enter: {event: Viewed}}
              - {id: cart, enter: {event: Added}}
              - {id: pay, enter: {event: Paid}}
              - {id: done, enter: {event: Done}}
            """;

    private static CompiledJourney map(String more) {
        return new CompiledJourney(
                MapFile.of("shop.yaml", STAGES + more, LocalDate.EPOCH).map());
    }

    private static MapCell stage(int stage) {
        MapCell cell = Cells.empty();
        if (stage == 0) {
            cell.setAdvanced(50L);
            cell.setChurned(30L);
            cell.getTo().putAll(Map.of("cart", 40L, "pay", 10L));
        } else if (stage == 1) {
            cell.setAdvanced(20L);
            cell.setBack(5L);
            cell.setExited(2L);
            cell.getTo().putAll(Map.of("pay", 20L, "browse", 5L));
        }
        return cell;
    }

    @Test
    void each_step_of_the_ideal_path_beside_what_was_done_instead() {
        CompiledJourney map = map("ideal-path: [browse, cart, pay, done]\n");
        assertThat(Deviations.ideal(map, DeviationsTest::stage))
                .containsExactly(
                        new Step("browse", "cart", null, 40, 80),
                        new Step("cart", "pay", null, 20, 27),
                        new Step("pay", "done", null, 0, 0));
        assertThat(Deviations.of(map, DeviationsTest::stage))
                .containsExactly(
                        new Step("browse", "churned", Kind.LEFT, 30, 80),
                        new Step("browse", "pay", Kind.SKIPPED, 10, 80),
                        new Step("cart", "browse", Kind.BACK, 5, 27),
                        new Step("cart", "exited", Kind.LEFT, 2, 27));
    }

    @Test
    void a_path_that_leaves_a_stage_out_makes_the_usual_way_a_deviation() {
        CompiledJourney map = map("ideal-path: [browse, pay, done]\n");
        assertThat(Deviations.of(map, DeviationsTest::stage))
                .extracting(Step::to)
                .containsExactly("cart", "churned");
    }

    @Test
    void without_an_ideal_path_nothing_deviates() {
        assertThat(Deviations.of(map(""), DeviationsTest::stage)).isEmpty();
        assertThat(Deviations.ideal(map(""), DeviationsTest::stage)).isEmpty();
    }
}
