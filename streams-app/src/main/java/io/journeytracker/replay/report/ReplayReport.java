package io.journeytracker.replay.report;

import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.log.sort.LogFacts;
import io.journeytracker.schema.CustomerSnapshot;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.schema.JourneyTransition;
import io.journeytracker.schema.TransitionKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Collects what a replay says of one journey and makes its results. Records may come in any order (a customer's last
 * snapshot counts); the results are the same to the byte. Records of other journeys are passed over. For one thread.
 */
public final class ReplayReport {

    public static final String STALLS_FILE = "stalls.csv";
    public static final String ALERTS_FILE = "alerts.jsonl";

    private final JourneyDefinition map;
    private final String journey;
    private final TransitionLedger ledger = new TransitionLedger();
    private final AlertLog alerts = new AlertLog();
    private final Standings standings;

    public ReplayReport(JourneyDefinition definition) {
        this.map = definition;
        this.journey = definition.id();
        this.standings = new Standings(definition);
    }

    public void add(JourneyTransition transition) {
        if (transition.getJourney().equals(journey)) {
            ledger.add(transition);
            standings.know(transition.getCustomer());
        }
    }

    public void add(JourneyAlert alert) {
        if (alert.getJourney().equals(journey)) {
            alerts.add(alert);
        }
    }

    public void add(CustomerSnapshot snapshot) {
        standings.add(snapshot);
    }

    /** The figures over everything that was added. */
    public ReplaySummary summary(LogFacts log) {
        Map<TransitionKind, Long> counts = new EnumMap<>(TransitionKind.class);
        ledger.standing(told -> counts.merge(told.kind(), 1L, Long::sum));
        return new ReplaySummary(
                log.events(),
                log.rejected(),
                standings.customers(),
                IsoMillis.of(log.from()),
                IsoMillis.of(log.to()),
                standings.stages(new DwellTimes(ledger), new ConversionCounts(map, ledger, log.to())),
                standings.exits(),
                counts.getOrDefault(TransitionKind.STALLED, 0L),
                counts.getOrDefault(TransitionKind.RECOVERED, 0L),
                counts.getOrDefault(TransitionKind.COMPLETED, 0L),
                counts.getOrDefault(TransitionKind.CHURNED, 0L));
    }

    /**
     * Writes {@code summary.json}, {@code stalls.csv} and {@code alerts.jsonl} into a folder, which is made if need be.
     *
     * @return the summary that was written
     */
    public ReplaySummary write(Path folder, LogFacts log) throws IOException {
        Files.createDirectories(folder);
        ReplaySummary summary = summary(log);
        List<StallLine> stalls = StallLine.of(ledger);
        ReportFiles.json(folder.resolve(ReplaySummary.FILE), summary);
        ReportFiles.lines(
                folder.resolve(STALLS_FILE),
                Stream.concat(Stream.of(StallLine.HEADER), stalls.stream().map(StallLine::line))::iterator);
        ReportFiles.lines(folder.resolve(ALERTS_FILE), alerts.lines(new AlertEvidence(ledger)));
        return summary;
    }
}
