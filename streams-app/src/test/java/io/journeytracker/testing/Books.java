package io.journeytracker.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.schema.AlertState;
import io.journeytracker.schema.CustomerJourney;
import io.journeytracker.schema.CustomerStatus;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.schema.JourneyTransition;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Holds what was told against what the engine alone tells, and the ledger of the metrics against a count of one's own. */
public final class Books {

    private static final Map<String, String> OUTCOMES = Map.of(
            "ENTERED", "entered",
            "ADVANCED", "entered",
            "BACK", "entered",
            "RETURNED", "entered",
            "REOPENED", "entered",
            "REENTERED", "entered",
            "COMPLETED", "completed",
            "EXITED", "exited",
            "CHURNED", "churned",
            "EXPIRED", "expired");

    private Books() {}

    /** Nothing lost, nothing doubled, everyone where they belong. */
    public static void same(Told told, Told engine) {
        assertThat(unlike(told.standing(), engine.standing()))
                .as("transitions told less those taken back, where told and the engine's differ")
                .isEmpty();
        assertThat(unlike(told.standingAlerts(), engine.standingAlerts()))
                .as("alerts that stand otherwise than the engine's")
                .isEmpty();
        assertThat(told.saidOfAlerts())
                .as("one record for each transition that is an alert")
                .isEqualTo(told.alertsOfTransitions());
        assertThat(unlike(told.places(), engine.places()))
                .as("customers who are elsewhere than the engine's")
                .isEmpty();
    }

    /** Where two maps differ, in words: all of thousands of lines would help nobody. */
    private static Map<String, String> unlike(Map<String, ?> told, Map<String, ?> engine) {
        Map<String, String> unlike = new TreeMap<>();
        Set<String> keys = new TreeSet<>(told.keySet());
        keys.addAll(engine.keySet());
        for (String key : keys) {
            if (!Objects.equals(told.get(key), engine.get(key))) {
                unlike.put(key, "told " + told.get(key) + ", engine " + engine.get(key));
            }
        }
        return unlike;
    }

    /** As {@link #same}, and nothing was ever told that was not so. */
    public static void sameWithoutCorrection(Told told, Told engine) {
        assertThat(told.takenBack()).as("told and taken back").isEmpty();
        same(told, engine);
    }

    /** The metrics of all instances agree with the snapshots and with the transitions. */
    public static void balanced(Scrape scrape, int partitions, Told told) {
        assertThat(scrape.sum("journey_tasks_active")).as("partitions kept").isEqualTo(partitions);
        assertThat(scrape.has("journey_ledger_imbalance"))
                .as("the ledger is watched")
                .isTrue();
        assertThat(scrape.sum("journey_ledger_imbalance")).as("imbalance").isZero();
        assertThat(scrape.by("journey_customers", "journey", "version", "stage", "persona", "status"))
                .as("customers")
                .isEqualTo(customers(told));
        Map<String, Integer> visits = scrape.by("journey_visits", "outcome", "version", "stage");
        assertThat(only(visits, Set.of("present"))).as("visits present").isEqualTo(present(told));
        assertThat(only(visits, Set.copyOf(OUTCOMES.values())))
                .as("visits by outcome")
                .isEqualTo(outcomes(told));
        assertThat(scrape.by("journey_alerts_standing", "journey", "stage", "kind", "severity", "owner"))
                .as("alerts that stand, by the gauge and by what was said of each last")
                .isEqualTo(raised(told));
    }

    private static Map<String, Integer> raised(Told told) {
        Map<String, JourneyAlert> last = new TreeMap<>();
        told.alerts().forEach(alert -> last.put(alert.getId(), alert));
        Map<String, Integer> counts = new TreeMap<>();
        for (JourneyAlert alert : last.values()) {
            if (alert.getState() == AlertState.RAISED) {
                counts.merge(
                        String.join(
                                " ",
                                alert.getJourney(),
                                alert.getStage(),
                                alert.getKind().name().toLowerCase(Locale.ROOT),
                                alert.getSeverity(),
                                alert.getOwner() == null ? "" : alert.getOwner()),
                        1,
                        Integer::sum);
            }
        }
        return counts;
    }

    private static Map<String, Integer> only(Map<String, Integer> visits, Set<String> outcomes) {
        Map<String, Integer> some = new TreeMap<>(visits);
        some.keySet().removeIf(key -> !outcomes.contains(key.split(" ")[0]));
        return some;
    }

    private static Map<String, Integer> customers(Told told) {
        Map<String, Integer> counts = new TreeMap<>();
        told.customers().values().forEach(snapshot -> snapshot.getJourneys()
                .forEach(on -> counts.merge(
                        String.join(
                                " ",
                                on.getJourney(),
                                String.valueOf(on.getVersion()),
                                on.getStage(),
                                on.getPersona(),
                                on.getStatus().name().toLowerCase(Locale.ROOT)),
                        1,
                        Integer::sum)));
        return counts;
    }

    private static Map<String, Integer> present(Told told) {
        Map<String, Integer> counts = new TreeMap<>();
        told.customers().values().forEach(snapshot -> snapshot.getJourneys().stream()
                .filter(Books::present)
                .forEach(on -> counts.merge("present " + on.getVersion() + ' ' + on.getStage(), 1, Integer::sum)));
        return counts;
    }

    private static boolean present(CustomerJourney on) {
        return on.getStatus() == CustomerStatus.ACTIVE || on.getStatus() == CustomerStatus.STALLED;
    }

    /** An entry that was taken back stays entered and has the outcome corrected; every other outcome is taken back. */
    private static Map<String, Integer> outcomes(Told told) {
        Map<String, Integer> counts = new TreeMap<>();
        for (JourneyTransition t : told.transitions()) {
            String outcome = OUTCOMES.get(t.getKind().name());
            if (outcome != null && !(outcome.equals("entered") && t.getRetracted())) {
                counts.merge(
                        outcome + ' ' + t.getVersion() + ' ' + t.getStage(), t.getRetracted() ? -1 : 1, Integer::sum);
            }
        }
        counts.values().removeIf(count -> count == 0);
        return counts;
    }
}
