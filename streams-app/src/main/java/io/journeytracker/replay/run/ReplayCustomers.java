package io.journeytracker.replay.run;

import io.journeytracker.alert.Alerts;
import io.journeytracker.definition.CompiledJourney;
import io.journeytracker.definition.JourneyCatalog;
import io.journeytracker.engine.Conversion;
import io.journeytracker.engine.Touch;
import io.journeytracker.engine.Transition;
import io.journeytracker.journey.CustomerFold;
import io.journeytracker.journey.CustomerOutput;
import io.journeytracker.journey.CustomerRecord;
import io.journeytracker.journey.Engines;
import io.journeytracker.journey.Place;
import io.journeytracker.journey.Snapshots;
import io.journeytracker.journey.TouchpointRecord;
import io.journeytracker.journey.TransitionRecords;
import io.journeytracker.log.LogRow;
import io.journeytracker.replay.report.ReplayReport;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.topic.CustomerId;
import java.util.HashMap;
import java.util.Map;

/** Folds a sorted log without Kafka: the fold of the topology, customers in a map, and one advance at the end. */
final class ReplayCustomers implements CustomerOutput {

    private final CustomerFold fold;
    private final Alerts alerts;
    private final ReplayReport report;
    private final Map<String, CustomerRecord> customers = new HashMap<>();
    private String customer;

    ReplayCustomers(JourneyCatalog catalog, Alerts alerts, ReplayReport report) {
        this.fold = new CustomerFold(new Engines(() -> catalog));
        this.alerts = alerts;
        this.report = report;
    }

    void touch(LogRow row) {
        Touchpoint touchpoint = row.touchpoint();
        // As the topology names the customers whom the company knows: alerts have the same ids as live.
        customer = CustomerId.of(CustomerId.USER, row.customer());
        CustomerRecord record = customers.computeIfAbsent(customer, c -> new CustomerRecord());
        long id = TouchpointRecord.id(touchpoint, row.time(), row.order());
        fold.touch(
                record,
                new TouchpointRecord(touchpoint, row.time(), row.order(), id, Long.MAX_VALUE, false),
                Long.MIN_VALUE,
                this);
    }

    /** The end of the log: what fell due before its last timestamp, and where everyone is then. */
    void end(long last) {
        customers.forEach((name, record) -> {
            customer = name;
            fold.advance(record, last, this);
            report.add(Snapshots.of(name, record));
        });
    }

    @Override
    public void transition(
            CompiledJourney journey, Transition transition, String lastEvent, boolean retracted, boolean replay) {
        var told = TransitionRecords.of(customer, journey, transition, lastEvent, retracted, replay, transition.at());
        report.add(told);
        alerts.of(told).ifPresent(report::add);
    }

    @Override
    public void touch(CompiledJourney journey, Touch touch, int sign) {
        // The report is made of transitions.
    }

    @Override
    public void conversion(CompiledJourney journey, Conversion conversion, int sign) {
        // The report is made of transitions.
    }

    @Override
    public void moved(CompiledJourney journey, Place before, Place after) {
        // The report reads where customers are from their snapshots.
    }

    @Override
    public void tailFull(CompiledJourney journey) {
        // A sorted log needs no tail.
    }
}
