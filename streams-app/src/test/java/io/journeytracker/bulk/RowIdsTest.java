package io.journeytracker.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.log.LogRow;
import io.journeytracker.schema.Touchpoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowIdsTest {

    private static LogRow row(String customer, long time, Map<String, Object> properties, String id) {
        Touchpoint touchpoint = Touchpoint.newBuilder()
                .setUserId(customer)
                .setEvent("Called")
                .setTime(time)
                .setProperties(properties)
                .setMessageId(id)
                .build();
        return new LogRow(1, touchpoint, 0);
    }

    private static List<String> ids(LogRow... rows) {
        RowIds ids = new RowIds();
        return List.of(rows).stream().map(ids::of).toList();
    }

    @Test
    void anIdOfItsOwnStays() {
        assertThat(ids(row("ann", 1, Map.of(), "call-7"))).containsExactly("call-7");
    }

    @Test
    void aRowHasTheSameIdAgainWhereverItStandsAndInWhateverOrderItsCells() {
        Map<String, Object> there = new LinkedHashMap<>();
        there.put("a", "1");
        there.put("b", "2");
        Map<String, Object> back = new LinkedHashMap<>();
        back.put("b", "2");
        back.put("a", "1");
        String alone = ids(row("ann", 1, there, "")).get(0);
        assertThat(ids(row("bob", 0, Map.of(), ""), row("ann", 1, back, "")).get(1))
                .isEqualTo(alone);
        assertThat(alone).matches("row-[0-9a-f]{32}");
    }

    @Test
    void equalRowsAreCounted() {
        List<String> ids = ids(row("ann", 1, Map.of(), ""), row("bob", 1, Map.of(), ""), row("ann", 1, Map.of(), ""));
        assertThat(ids.get(2)).isEqualTo(ids.get(0) + "-1");
        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void whateverDiffersMakesAnotherId() {
        assertThat(ids(
                        row("ann", 1, Map.of(), ""),
                        row("bob", 1, Map.of(), ""),
                        row("ann", 1, Map.of("n", "1"), ""),
                        row("ann", 1, Map.of("n", 1L), ""),
                        row("ann", 1, Map.of("n1", ""), ""),
                        row("ann", 2, Map.of(), "")))
                .doesNotHaveDuplicates();
    }
}
