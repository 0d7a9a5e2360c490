package io.journeytracker.replay.run;

import io.journeytracker.alert.Alerts;
import io.journeytracker.definition.JourneyCatalog;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.log.LogRow;
import io.journeytracker.log.sort.LogCursor;
import io.journeytracker.log.sort.SortedLog;
import io.journeytracker.replay.report.ReplayReport;
import io.journeytracker.schema.SchemaTrust;
import java.util.List;
import java.util.function.LongConsumer;

/** A replay without Kafka. */
public final class EngineRun implements ReplayRun {

    @Override
    public ReplayReport run(SortedLog log, JourneyDefinition map, LongConsumer progress) {
        return run(log, map, log.facts().to(), progress);
    }

    /**
     * As {@link #run(SortedLog, JourneyDefinition, LongConsumer)}, with the clock further on in the end.
     *
     * @param end what fell due before is told, milliseconds since the epoch, no earlier than the log's last timestamp
     */
    public ReplayReport run(SortedLog log, JourneyDefinition map, long end, LongConsumer progress) {
        SchemaTrust.establish();
        ReplayReport report = new ReplayReport(map);
        ReplayCustomers customers = new ReplayCustomers(JourneyCatalog.of(List.of(map)), new Alerts(""), report);
        long done = 0;
        try (LogCursor cursor = log.cursor()) {
            for (LogRow row = cursor.next(); row != null; row = cursor.next()) {
                customers.touch(row);
                if ((++done & 0xfff) == 0) {
                    progress.accept(done);
                }
            }
        }
        customers.end(end);
        progress.accept(done);
        return report;
    }
}
