package io.journeytracker.testing;

import io.journeytracker.alert.Alerts;
import io.journeytracker.schema.AlertState;
import io.journeytracker.schema.CustomerJourney;
import io.journeytracker.schema.CustomerSnapshot;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.schema.JourneyTransition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was told of customers, in words that can be compared.
 *
 * @param customers the last snapshot of each
 */
public record Told(
        List<JourneyTransition> transitions, List<JourneyAlert> alerts, Map<String, CustomerSnapshot> customers) {

    /** Transitions told less those taken back, by what they say and their id; each once where nothing is lost or doubled. */
    public Map<String, Integer> standing() {
        Map<String, Integer> standing = new TreeMap<>();
        for (JourneyTransition t : transitions) {
            standing.merge(word(t), t.getRetracted() ? -1 : 1, Integer::sum);
        }
        standing.values().removeIf(count -> count == 0);
        return standing;
    }

    /** How every alert stands by what was said of it last, those left out that never were true. */
    public Map<String, AlertState> standingAlerts() {
        Map<String, AlertState> standing = new TreeMap<>();
        alerts.forEach(alert -> standing.put(word(alert), alert.getState()));
        standing.values().removeIf(state -> state == AlertState.RETRACTED);
        return standing;
    }

    /** Every alert record, in words and in no order. */
    public List<String> saidOfAlerts() {
        return alerts.stream().map(Told::said).sorted().toList();
    }

    /** The alert records that the transitions are. */
    public List<String> alertsOfTransitions() {
        Alerts rules = new Alerts("");
        return transitions.stream()
                .map(rules::of)
                .flatMap(Optional::stream)
                .map(Told::said)
                .sorted()
                .toList();
    }

    /** What was told and taken back. */
    public List<String> takenBack() {
        return transitions.stream()
                .filter(JourneyTransition::getRetracted)
                .map(Told::word)
                .toList();
    }

    /** Where everyone is, without the time of the last touchpoint, which snapshots do not renew for every one. */
    public Map<String, List<CustomerJourney>> places() {
        Map<String, List<CustomerJourney>> places = new TreeMap<>();
        customers.forEach((customer, snapshot) -> places.put(
                customer,
                snapshot.getJourneys().stream()
                        .map(journey -> CustomerJourney.newBuilder(journey)
                                .setLastTime(0)
                                .build())
                        .toList()));
        return places;
    }

    private static String said(JourneyAlert alert) {
        return word(alert) + ' ' + alert.getState();
    }

    private static String word(JourneyAlert alert) {
        return alert.getCustomer() + ' ' + alert.getKind() + ' ' + alert.getStage() + " since " + alert.getSince()
                + " #" + alert.getId();
    }

    private static String word(JourneyTransition t) {
        return t.getCustomer() + ' ' + t.getKind() + ' ' + t.getStage() + " v" + t.getVersion() + " at " + t.getAt()
                + " #" + t.getId();
    }
}
