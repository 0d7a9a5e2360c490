package io.journeytracker.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.log.LogReader;
import io.journeytracker.log.LogReaders;
import io.journeytracker.log.RejectedRows;
import io.journeytracker.log.sort.ReadProgress;
import io.journeytracker.log.sort.SortLimits;
import io.journeytracker.log.sort.SortedLog;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class NothingMatchedTest {

    @Test
    void theCommonestEventsAreListedAndTheWayOnIsShown() {
        PublicLogs shop = PublicLogs.ALL.get(0);
        try (LogReader reader = LogReaders.open(shop.log(), shop.settings(), RejectedRows.counting());
                SortedLog log = SortedLog.sort(
                        reader, RejectedRows.counting(), SortLimits.ofThisMachine(), ReadProgress.NONE)) {
            List<String> lines = NothingMatched.message(Path.of("shop.csv"), Path.of("map.yaml"), log.events());
            assertThat(lines).hasSize(2 + 12 + 1);
            assertThat(lines.get(0)).startsWith("no row of shop.csv matches a stage of map.yaml");
            assertThat(lines.get(2)).isEqualTo("     14518  catalog");
            assertThat(lines.get(14)).contains("./journey init --from shop.csv");
        }
    }
}
