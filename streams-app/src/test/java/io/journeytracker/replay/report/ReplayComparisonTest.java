package io.journeytracker.replay.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.log.sort.LogFacts;
import io.journeytracker.schema.CustomerSnapshot;
import io.journeytracker.schema.CustomerStatus;
import io.journeytracker.schema.TransitionKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayComparisonTest {

    private static final LogFacts LOG = new LogFacts(10, 2, 0, 86_400_000, 0);

    @TempDir
    private Path folder;

    @Test
    void twoMapsAreComparedStageByStage() throws IOException {
        CustomerSnapshot inCart =
                Recorded.snapshot("a", "cart", CustomerStatus.ACTIVE, List.of("browse", "cart"), 2, List.of(), null);
        ReplayReport old = new ReplayReport(Recorded.map(List.of("browse", "wish"), List.of()));
        old.add(inCart);
        ReplayReport now = new ReplayReport(Recorded.map(List.of("browse", "cart", "paid"), List.of()));
        now.add(inCart);
        now.add(Recorded.stall(TransitionKind.STALLED, "a", "cart", 0, 1, 1));
        ReplayComparison comparison = ReplayComparison.of(old.summary(LOG), now.summary(LOG));
        assertThat(comparison.stages())
                .extracting(ReplayComparison.StagePair::stage)
                .containsExactly("browse", "cart", "paid", "wish");
        assertThat(comparison.stages().get(1).before()).isNull();
        assertThat(comparison.stages().get(3).after()).isNull();
        assertThat(comparison.stalls()).isEqualTo(new ReplayComparison.Pair(0, 1));
        assertThat(comparison.text()).anyMatch(line -> line.matches("cart +- → 1 +.*"));
        comparison.write(folder);
        assertThat(folder.resolve(ReplayComparison.FILE)).content().startsWith("{\n  \"stages\" : [");
    }
}
