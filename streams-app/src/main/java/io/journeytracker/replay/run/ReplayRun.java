package io.journeytracker.replay.run;

import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.log.sort.SortedLog;
import io.journeytracker.replay.report.ReplayReport;
import java.util.function.LongConsumer;

/** A way to replay a sorted log on a map. Every way gives the same results. */
public interface ReplayRun {

    /** @param progress is told now and then how many touchpoints were folded */
    ReplayReport run(SortedLog log, JourneyDefinition map, LongConsumer progress);
}
