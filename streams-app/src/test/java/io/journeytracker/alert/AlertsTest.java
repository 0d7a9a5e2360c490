package io.journeytracker.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.maps.MapFile;
import io.journeytracker.schema.AlertKind;
import io.journeytracker.schema.AlertState;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.schema.JourneyTransition;
import io.journeytracker.schema.LastTouchpoint;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.testing.EngineAlone;
import io.journeytracker.testing.Told;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What an alert says. Its ids stand in other people's systems, so they are written out here, counted apart from the program: half
 * of the SHA-256 of journey, customer, stage, rule and start in milliseconds, a zero byte after each.
 */
class AlertsTest {

    private static final long START = Instant.parse("2026-03-01T10:00:00Z").toEpochMilli();
    private static final long HOUR = 3_600_000;

    @Test
    void aStallIsKnownByJourneyCustomerStageRuleAndTheStartOfTheGap() {
        Told told = told(1, touch("ann", "Added", 0));
        assertThat(only(told, AlertKind.STALL).getId()).isEqualTo("30c9ffbba82b88fe716104b061d76c4f");
        assertThat(only(told(1, touch("Zoë & co/7", "Added", 0)), AlertKind.STALL)
                        .getId())
                .isEqualTo("9e018c7733d3e211d34e61432eeed983");
    }

    @Test
    void theClockOfTheStageIsKnownByTheStartOfTheVisitWhateverCameMeanwhile() {
        JourneyAlert alert = only(told(1, touch("ann", "Started", 60), touch("ann", "Paused", 90)), AlertKind.STALL);
        assertThat(alert.getId()).isEqualTo("cba4101d1efcd9c08c3b7551b8062019");
        assertThat(alert.getSince()).isEqualTo(START + 60_000);
        assertThat(alert.getLastTouchpoint().getTime()).isEqualTo(START + 90_000);
    }

    @Test
    void aChurnIsKnownByItsRuleAndTheLastTouchpointOrTheEventThatSaidSo() {
        Told silent = toldUntil(2 * HOUR, 1, touch("ann", "Added", 0));
        assertThat(only(silent, AlertKind.CHURN).getId()).isEqualTo("302fc685eeae8ead2b937bf9287fb320");
        Told said = told(1, touch("ann", "Added", 0), touch("ann", "Emptied", 10));
        assertThat(only(said, AlertKind.CHURN).getId()).isEqualTo("7d16d85f6fe68f7c43c68c6b2935377f");
    }

    @Test
    void twoVersionsOfOneMapGiveTheSameAlertTheSameId() {
        JourneyAlert first = only(told(1, touch("ann", "Added", 0)), AlertKind.STALL);
        JourneyAlert second = only(told(2, touch("ann", "Added", 0)), AlertKind.STALL);
        assertThat(List.of(first.getVersion(), second.getVersion())).containsExactly(1, 2);
        assertThat(second.getId()).isEqualTo(first.getId());
    }

    @Test
    void howOftenTheCustomerCameBeforeDoesNotCount() {
        Told told = told(1, touch("ann", "Added", -9_000), touch("ann", "Ordered", -8_000), touch("ann", "Again", -10));
        assertThat(told.transitions())
                .extracting(JourneyTransition::getInstance)
                .contains(1, 2);
        Told again = told(
                1,
                touch("ann", "Added", -9_000),
                touch("ann", "Ordered", -8_000),
                touch("ann", "Again", -10),
                touch("ann", "Added", 0));
        assertThat(again.alerts())
                .filteredOn(alert -> alert.getSince() == START)
                .extracting(JourneyAlert::getId)
                .containsExactly("30c9ffbba82b88fe716104b061d76c4f");
    }

    @Test
    void anAlertSaysAllThatSomebodyNeedsWhoIsToActOnIt() {
        Touchpoint added = touch("Zoë & co/7", "Added", 0);
        added.setTraits(Map.of("segment", "deals"));
        Touchpoint paused = touch("Zoë & co/7", "Paused", 30);
        paused.setChannel("phone");
        paused.setSentiment(-0.4567);
        paused.setValue(12.345);
        paused.setCurrency("EUR");
        Alerts linking = new Alerts("https://crm.example/people/{customer}?open={customer}");
        JourneyAlert alert = told(3, added, paused).transitions().stream()
                .flatMap(transition -> linking.of(transition).stream())
                .findFirst()
                .orElseThrow();
        assertThat(alert)
                .isEqualTo(JourneyAlert.newBuilder()
                        .setId(Alerts.id("shop", "Zoë & co/7", "cart", "stall", START + 30_000))
                        .setKind(AlertKind.STALL)
                        .setSeverity("critical")
                        .setOwner("sales")
                        .setCustomer("Zoë & co/7")
                        .setPersona("hunter")
                        .setJourney("shop")
                        .setVersion(3)
                        .setStage("cart")
                        .setRule("stall")
                        .setSince(START + 30_000)
                        .setDue(START + 330_000)
                        .setRaised(START + 330_000)
                        .setLastTouchpoint(new LastTouchpoint("Paused", START + 30_000, "phone"))
                        .setMood(-0.457)
                        .setValue(12.35)
                        .setCurrency("EUR")
                        .setState(AlertState.RAISED)
                        .setResolvedAt(null)
                        .setLink("https://crm.example/people/Zo%C3%AB%20%26%20co%2F7?open=Zo%C3%AB%20%26%20co%2F7")
                        .setReplay(false)
                        .build());
    }

    @Test
    void whatIsNotKnownIsLeftOut() {
        JourneyAlert alert = only(told(1, touch("ann", "Started", 0)), AlertKind.STALL);
        assertThat(alert.getOwner()).isNull();
        assertThat(alert.getPersona()).isEqualTo("other");
        assertThat(alert.getMood()).isNull();
        assertThat(alert.getValue()).isNull();
        assertThat(alert.getCurrency()).isNull();
        assertThat(alert.getLastTouchpoint().getChannel()).isNull();
        assertThat(alert.getLink()).as("no public address is configured").isNull();
    }

    @Test
    void theEndOfAnAlertNamesItAndSaysWhen() {
        List<JourneyAlert> alerts =
                told(1, touch("ann", "Added", 0), touch("ann", "Viewed", 400)).alerts();
        assertThat(alerts).extracting(JourneyAlert::getState).startsWith(AlertState.RAISED, AlertState.RESOLVED);
        assertThat(alerts.get(1).getId()).isEqualTo(alerts.get(0).getId());
        assertThat(alerts.get(1).getDue()).isEqualTo(alerts.get(0).getDue());
        assertThat(alerts.get(1).getResolvedAt()).isEqualTo(START + 400_000);
    }

    @Test
    void aStatementThatIsTakenBackTakesItsAlertAlong() {
        JourneyTransition stalled = said(told(1, touch("ann", "Added", 0), touch("ann", "Viewed", 400)), "STALLED");
        JourneyTransition recovered = said(told(1, touch("ann", "Added", 0), touch("ann", "Viewed", 400)), "RECOVERED");
        Alerts rules = new Alerts("");
        stalled.setRetracted(true);
        assertThat(rules.of(stalled).orElseThrow().getState()).isEqualTo(AlertState.RETRACTED);
        recovered.setRetracted(true);
        assertThat(rules.of(recovered).orElseThrow().getState())
                .as("it stands again")
                .isEqualTo(AlertState.RAISED);
        assertThat(rules.of(recovered).orElseThrow().getResolvedAt()).isNull();
    }

    @Test
    void nobodyIsCalledBecauseACustomerMovesOnOrLeavesByAnExit() {
        Told told = told(1, touch("ann", "Viewed", 0), touch("ann", "Added", 1), touch("ann", "Cancelled", 2));
        assertThat(told.transitions()).hasSize(3);
        assertThat(told.alerts()).isEmpty();
    }

    private static Told told(int version, Touchpoint... touchpoints) {
        return toldUntil(HOUR / 2, version, touchpoints);
    }

    private static Told toldUntil(long afterStart, int version, Touchpoint... touchpoints) {
        return EngineAlone.told(map(version), List.of(touchpoints), START + afterStart);
    }

    private static JourneyAlert only(Told told, AlertKind kind) {
        List<JourneyAlert> alerts =
                told.alerts().stream().filter(alert -> alert.getKind() == kind).toList();
        assertThat(alerts).hasSize(1);
        return alerts.get(0);
    }

    private static JourneyTransition said(Told told, String kind) {
        return told.transitions().stream()
                .filter(transition -> transition.getKind().name().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private static Touchpoint touch(String customer, String event, long seconds) {
        long time = START + seconds * 1000;
        return Touchpoint.newBuilder()
                .setUserId(customer)
                .setEvent(event)
                .setTime(time)
                .setReceivedAt(time)
                .build();
    }

    private static MapFile map(int version) {
        return MapFile.of("shop.yaml", """
                journey: shop
                version: %d
                personas: [{id: hunter, when: traits.segment == "deals"}]
                touchpoints: [{id: pause, event: Paused}]
                stages:
                  - {id: browse, enter: {event: Viewed}}
                  - id: cart
                    owner: sales
                    enter: {event: Added}
                    stall: {after: 5m, severity: critical}
                    churn: [{id: abandoned, silent: 1h}, {id: emptied, event: Emptied}]
                  - {id: checkout, enter: {event: Started}, stall: {after: 2m, clock: stage}}
                  - {id: bought, enter: {event: Ordered}}
                exits: [{id: cancelled, event: Cancelled}]
                reentry: {event: Again}
                """.formatted(version), LocalDate.EPOCH);
    }
}
