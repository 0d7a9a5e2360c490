package io.journeytracker.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.journeytracker.delivery.targets.MessageTexts;
import io.journeytracker.delivery.targets.TargetTypes;
import io.journeytracker.schema.AlertKind;
import io.journeytracker.schema.AlertState;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.testing.TestAlerts;
import io.journeytracker.topic.Topics;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubscriptionsReaderTest {

    private static final SubscriptionsReader READER =
            new SubscriptionsReader(TargetTypes.languages(new Topics("shop-").all()), MessageTexts.LANGUAGES);

    private static final String WHOLE = """
        targets:
          - id: desk
            type: webhook
            url: https://desk.example/hooks/journeys?a=ü
            secrets: [desk-2027, desk-2026]
            rate: 5
            concurrency: 2
            retries: [1s, 10m]
          - {id: feed, type: kafka, topic: alerts-for-crm}
        subscriptions:
          - name: checkout
            team: "Shop service: \\"A\\" 😀"
            what:
              journeys: shop
              stages: [cart, checkout]
              kinds: [stall, churn]
              severities: [warning, critical]
              owners: shop
              when: value > 100.0 && currency == "EUR"
            targets: [desk, feed]
            group: {by: [stage, severity], wait: 1m, interval: 10m}
            cool-down: 4h
            hours:
              zone: Europe/Berlin
              working: {days: [mon, tue, wed, thu, fri], from: 08:00, to: 18:00}
              quiet: {from: "12:00", to: "13:00"}
              holidays: [2026-12-25, 2026-12-26]
              except: critical
            repeat: 1d
            escalate: {after: 30m, to: feed}
            language: de
            replays: true
          - {name: all, team: CRM, targets: feed}
        """;

    @Test
    void everythingThatCanBeSaidIsRead() {
        Subscriptions read = READER.read(WHOLE, "alerts.yaml").subscriptions();
        TargetDefinition desk = read.target("desk").orElseThrow();
        assertThat(desk.perSecond()).isEqualTo(5);
        assertThat(desk.concurrency()).isEqualTo(2);
        assertThat(desk.retries()).containsExactly(Duration.ofSeconds(1), Duration.ofMinutes(10));
        assertThat(read.target("feed").orElseThrow().retries()).isEqualTo(TargetDefinition.USUAL_RETRIES);
        Subscription checkout = read.subscription("checkout").orElseThrow();
        assertThat(checkout.targets()).containsExactly("desk", "feed");
        assertThat(checkout.group().orElseThrow().delay()).isEqualTo(Duration.ofMinutes(1));
        assertThat(checkout.coolDown()).isEqualTo(Duration.ofHours(4));
        assertThat(checkout.hours().holidays()).hasSize(2);
        assertThat(checkout.hours().working().orElseThrow().days()).hasSize(5);
        assertThat(checkout.escalation().orElseThrow().to()).containsExactly("feed");
        assertThat(checkout.language()).isEqualTo("de");
        assertThat(checkout.replays()).isTrue();
        Subscription all = read.subscription("all").orElseThrow();
        assertThat(all.hours()).isEqualTo(Hours.ALWAYS);
        assertThat(all.group()).isEmpty();
        assertThat(all.replays()).isFalse();
    }

    @Test
    void eachAloneSaysTheSameAsInItsFile() {
        SubscriptionFile file = READER.read(WHOLE, "alerts.yaml");
        assertThat(file.texts())
                .containsOnlyKeys("target/desk", "target/feed", "subscription/checkout", "subscription/all");
        file.subscriptions().targets().forEach(target -> assertThat(
                        READER.target(file.texts().get("target/" + target.id()), "topic"))
                .isEqualTo(target));
        file.subscriptions().subscriptions().forEach(subscription -> assertThat(
                        READER.subscription(file.texts().get("subscription/" + subscription.name()), "topic"))
                .isEqualTo(subscription));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "feed, topic: a-b, colour: red}            | 2:41 targets[0].colour: is not a key",
                "Feed, topic: x}                           | 2:10 targets[0].id: is Feed; expected an id",
                "feed}                                     | 2:5 targets[0].topic: is missing; expected a topic",
                "feed, topic: __consumer_offsets}          | targets[0].topic: is __consumer_offsets; expected a topic",
                "feed, topic: shop-alert-deliveries}       | targets[0].topic: is shop-alert-deliveries, a topic of the"
                        + " installation itself",
                "feed, topic: x, retries: [0s]}            | targets[0].retries[0]: is nothing",
                "feed, topic: x, retries: [8d]}            | targets[0].retries[0]: is more than 7d",
                "feed, topic: x, rate: 0}                  | targets[0].rate: is 0; expected a whole number from 1 to"
                        + " 1000",
            })
    void aMistakeInATargetIsToldWithItsPlace(String rest, String message) {
        String yaml = "targets:\n  - {id: "
                + rest.replace("feed,", "feed, type: kafka,")
                        .replace("Feed,", "Feed, type: kafka,")
                        .replace("feed}", "feed, type: kafka}")
                + "\n";
        assertThat(problems(yaml)).anyMatch(each -> each.contains(message));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "targets: fed | targets: is fed, which is no target here; expected one of: feed; did you mean feed?",
                "targets: [] | targets: names no target",
                "cool-down: soon | cool-down: is soon; expected a duration",
                "repeat: 10s | repeat: is less than 1m",
                "what: {kinds: stal} | what.kinds: is stal; expected one of stall, churn; did you mean stall?",
                "what: {severities: [bad]} | what.severities[0]: is bad; expected one of info, warning, critical",
                "what: {when: 'valeu > 1.0'} | what.when: is no valid condition: undeclared reference to 'valeu'",
                "what: {when: 'value'} | what.when: is no valid condition",
                "what: {stage: x} | what.stage: is not a key of the language here",
                "group: {by: [stge]} | group.by[0]: is stge; expected one of journey, stage",
                "hours: {quiet: {from: '22:00', to: '07:00'}} | hours.zone: is missing",
                "hours: {zone: Berlin} | hours.zone: is Berlin; expected a time zone",
                "hours: {zone: UTC, quiet: {from: '24:00', to: '07:00'}} | hours.quiet.from: is 24:00; expected a time",
                "hours: {zone: UTC, holidays: [2026-02-30]} | hours.holidays[0]: is 2026-02-30; expected a date",
                "hours: {zone: UTC, working: {days: [monday], from: '08:00', to: '18:00'}} | hours.working.days[0]: is"
                        + " monday",
                "escalate: {after: 30m} | escalate.to: is missing",
                "escalate: {to: boss, after: 5m} | escalate.to: is boss, which is no target here",
                "language: fr | language: is fr; expected one of en, de",
                "replays: maybe | replays: is the text maybe; expected true or false",
                "colour: red | colour: is not a key of the language here",
            })
    void aMistakeInASubscriptionIsToldWithItsPlace(String line, String message) {
        String targets = line.startsWith("targets:") ? "" : "    targets: feed\n";
        String yaml = "targets:\n  - {id: feed, type: kafka, topic: x}\nsubscriptions:\n  - name: a\n    team: T\n"
                + targets + "    " + line + "\n";
        assertThat(problems(yaml))
                .singleElement()
                .asString()
                .startsWith("alerts.yaml:")
                .contains("subscriptions[0]." + message);
    }

    @Test
    void allMistakesAreToldAtOnce() {
        assertThat(problems("targets:\n"
                        + "  - {id: a, type: telex}\n"
                        + "  - {id: b, type: webhook, url: 'ftp://x', secrets: whsec_abc}\n"
                        + "subscriptions:\n"
                        + "  - {team: T, targets: c}\n"))
                .hasSize(5)
                .noneMatch(each -> each.contains("whsec_abc"));
    }

    @Test
    void whoeverNamesATargetWithMistakesIsNotBlamedToo() {
        assertThat(problems("targets: [{id: a, type: telex}]\nsubscriptions: [{name: s, team: T, targets: a}]"))
                .singleElement()
                .asString()
                .contains("targets[0].type: is telex; expected one of webhook, kafka");
    }

    @Test
    void namesAreGivenOnce() {
        assertThat(problems("targets:\n  - {id: a, type: kafka, topic: x}\n  - {id: a, type: kafka, topic: y}\n"))
                .singleElement()
                .asString()
                .contains("alerts.yaml:3:5 targets[1]: has the id a, as another target");
    }

    private static List<String> problems(String yaml) {
        return catchThrowableOfType(InvalidSubscriptionsException.class, () -> READER.read(yaml, "alerts.yaml"))
                .problems()
                .stream()
                .map(Object::toString)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{}                                       ; true",
                "{journeys: shop}                         ; true",
                "{journeys: [other, more]}                ; false",
                "{stages: checkout, kinds: stall}         ; true",
                "{kinds: churn}                           ; false",
                "{severities: [warning]}                  ; true",
                "{personas: any, channels: web}           ; true",
                "{channels: store}                        ; false",
                "{owners: shop}                           ; true",
                "{owners: crm}                            ; false",
                "{when: 'value > 50.0'}                   ; true",
                "{when: 'value > 500.0'}                  ; false",
                "{when: 'mood < 0.0'}                     ; false",
                "{when: 'mood < 0.0 || kind == \"stall\"'} ; true",
                "{when: 'customer.startsWith(\"c\")'}     ; true",
                "{journeys: shop, when: 'version == 1'}   ; true",
            })
    void aSubscriptionWantsWhatEveryPartOfItHoldsFor(String what, boolean wanted) {
        JourneyAlert alert = TestAlerts.alert("c1", 0);
        alert.setValue(99.0);
        Subscriptions subscriptions = READER.read(
                        "targets: [{id: feed, type: kafka, topic: x}]\n"
                                + "subscriptions: [{name: a, team: T, targets: feed, what: "
                                + what + "}]",
                        "alerts.yaml")
                .subscriptions();
        assertThat(subscriptions.wanting(alert)).hasSize(wanted ? 1 : 0);
        assertThat(alert.getKind()).isEqualTo(AlertKind.STALL);
    }

    @Test
    void theEndIsToldWhateverIsWantedNow() {
        Subscriptions subscriptions = READER.read(
                        "targets: [{id: feed, type: kafka, topic: x}]\n"
                                + "subscriptions: [{name: a, team: T, targets: feed, what: {channels: store, stages: cart}}]",
                        "alerts.yaml")
                .subscriptions();
        JourneyAlert alert = TestAlerts.alert("c1", 0);
        alert.setState(AlertState.RESOLVED);
        assertThat(subscriptions.wanting(alert)).hasSize(1);
    }
}
