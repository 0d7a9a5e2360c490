package io.journeytracker.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.journey.CommonEvents.Common;
import io.journeytracker.schema.UnnamedCount;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The commonest events are found among any number of names, in bounded memory, with honest bounds. */
class CommonEventsTest {

    private static final int PARTS = 3;

    @Test
    void few_names_are_counted_exactly() {
        Map<String, UnnamedCount> counts = new HashMap<>();
        for (int i = 0; i < 3 * CommonEvents.MOST; i++) {
            CommonEvents.count(counts, "event " + i % CommonEvents.MOST);
        }
        assertThat(CommonEvents.merged(List.of(counts), 2))
                .containsExactly(new Common("event 0", 3, 0), new Common("event 1", 3, 0));
    }

    @Test
    void of_very_many_names_the_common_ones_stay_and_their_bounds_hold() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            Map<String, Integer> real = new HashMap<>();
            List<Map<String, UnnamedCount>> parts = new ArrayList<>();
            for (int part = 0; part < PARTS; part++) {
                parts.add(new HashMap<>());
            }
            for (int i = 0; i < 20_000; i++) {
                boolean common = random.nextInt(3) == 0;
                String event = common ? "common " + random.nextInt(5) : "rare " + random.nextInt(1_000_000);
                real.merge(event, 1, Integer::sum);
                CommonEvents.count(parts.get(random.nextInt(PARTS)), event);
            }
            parts.forEach(part -> assertThat(part).hasSize(CommonEvents.MOST));
            List<Common> found = CommonEvents.merged(parts, 50);
            assertThat(found).hasSize(50);
            assertThat(found.subList(0, 5)).extracting(Common::name).allMatch(name -> name.startsWith("common"));
            assertThat(found).allSatisfy(each -> assertThat(real.get(each.name()))
                    .isBetween((int) (each.count() - each.error()), (int) each.count()));
        }
    }

    @Test
    void a_name_without_end_is_cut() {
        Map<String, UnnamedCount> counts = new HashMap<>();
        CommonEvents.count(counts, "x".repeat(1_000_000));
        assertThat(counts.keySet()).singleElement().satisfies(name -> assertThat(name)
                .hasSize(CommonEvents.LONGEST + 1)
                .endsWith("…"));
    }
}
