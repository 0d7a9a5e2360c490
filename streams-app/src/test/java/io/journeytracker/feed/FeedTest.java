package io.journeytracker.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.journeytracker.definition.JourneyCatalog;
import io.journeytracker.maps.MapFile;
import io.journeytracker.schema.CustomerJourney;
import io.journeytracker.schema.CustomerSnapshot;
import io.journeytracker.schema.CustomerStatus;
import io.journeytracker.schema.JourneyAlert;
import io.journeytracker.schema.PainKind;
import io.journeytracker.schema.PainPoint;
import io.journeytracker.schema.StandingAlert;
import io.journeytracker.testing.TopologyFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What journey-customers says of a customer for systems that write to them. */
class FeedTest {

    static final String MAP = """
            language: 1
            journey: shop
            version: 1
            grace: 1s
            personas:
              - {id: deals, needs: [total price up front, free returns], when: traits.segment == "deals"}
            stages:
              - {id: browse, enter: {event: Viewed}}
              - id: cart
                enter: {event: Added}
                stall: {after: 5s, severity: critical}
                churn: [{id: abandoned, silent: 1m}]
              - {id: wish, enter: {event: Wished}}
              - {id: bought, enter: {event: Ordered}}
            ideal-path: [browse, cart, bought]
            """;

    private static final JourneyCatalog CATALOG = JourneyCatalog.of(
            List.of(MapFile.of("shop.yaml", MAP, LocalDate.EPOCH).map()));

    @TempDir
    private Path state;

    private static CustomerSnapshot last(TopologyFixture world) {
        world.driver.advanceWallClockTime(Duration.ofSeconds(4));
        var told = world.customers();
        return told.get(told.size() - 1).value();
    }

    private static CustomerJourney only(CustomerSnapshot customer) {
        assertThat(customer.getJourneys()).hasSize(1);
        return customer.getJourneys().get(0);
    }

    @Test
    void itSaysWhatComesNextWhatHurtsWhatIsNeededAndHowToReachThem() {
        try (TopologyFixture world = new TopologyFixture(CATALOG, state)) {
            world.send(world.touchpoint("ann", "Viewed", 0).setChannel("web").setConsent(true));
            world.send(world.touchpoint("ann", "Viewed", 1).setChannel("app"));
            world.send(world.touchpoint("ann", "Added", 2)
                    .setChannel("app")
                    .setSentiment(-0.6)
                    .setTraits(Map.<String, Object>of("segment", "deals")));
            CustomerSnapshot ann = last(world);
            assertThat(ann.getPreferredChannel()).isEqualTo("app");
            assertThat(ann.getConsent()).isTrue();
            assertThat(only(ann).getStage()).isEqualTo("cart");
            assertThat(only(ann).getNextStage())
                    .as("on the ideal path, past wish")
                    .isEqualTo("bought");
            assertThat(only(ann).getNeeds()).containsExactly("total price up front", "free returns");
            assertThat(only(ann).getPainPoints())
                    .extracting(PainPoint::getKind, PainPoint::getStage)
                    .containsExactly(tuple(PainKind.DISSATISFIED, "cart"));
            assertThat(only(ann).getAlerts()).isEmpty();

            world.tick(10);
            CustomerJourney stuck = only(last(world));
            assertThat(stuck.getStatus()).isEqualTo(CustomerStatus.STALLED);
            assertThat(stuck.getPainPoints())
                    .extracting(PainPoint::getKind)
                    .containsExactly(PainKind.STUCK, PainKind.DISSATISFIED);
            JourneyAlert raised = world.alerts().get(0);
            assertThat(stuck.getAlerts())
                    .as("as on journey-alerts")
                    .containsExactly(new StandingAlert(
                            "stall", raised.getStage(), raised.getRule(), raised.getSeverity(), raised.getSince()));

            world.tick(100);
            CustomerJourney gone = only(last(world));
            assertThat(gone.getNextStage()).isNull();
            assertThat(gone.getPainPoints()).extracting(PainPoint::getKind).containsExactly(PainKind.LEFT);
            JourneyAlert churned = world.alerts().stream()
                    .filter(alert -> alert.getRule().equals("abandoned"))
                    .findFirst()
                    .orElseThrow();
            assertThat(gone.getAlerts())
                    .containsExactly(
                            new StandingAlert("churn", "cart", "abandoned", churned.getSeverity(), churned.getSince()));
        }
    }

    @Test
    void whoSaidNothingHasNoneAndUnknownChannelsFillNothing() {
        try (TopologyFixture world = new TopologyFixture(CATALOG, state)) {
            world.send(world.touchpoint("bob", "Wished", 0).setChannel("made-up"));
            CustomerSnapshot bob = last(world);
            assertThat(bob.getPreferredChannel()).isNull();
            assertThat(bob.getConsent()).isNull();
            assertThat(only(bob).getNeeds()).isEmpty();
            assertThat(only(bob).getNextStage()).as("in the map's order").isEqualTo("bought");
            world.send(world.touchpoint("bob", "Ordered", 1));
            assertThat(only(last(world)).getNextStage()).isNull();
        }
    }

    @Test
    void whatSeveralSaidWhoAreOneIsAddedUp() {
        try (TopologyFixture world = new TopologyFixture(CATALOG, state)) {
            for (int i = 0; i < 3; i++) {
                world.send(world.touchpoint(null, "Viewed", i)
                        .setMessageId("m" + i)
                        .setAnonymousId("a-1")
                        .setChannel("store"));
            }
            world.send(world.touchpoint("ann", "Viewed", 4).setChannel("app").setConsent(true));
            world.send(world.touchpoint("ann", "Added", 5).setAnonymousId("a-1").setChannel("app"));
            CustomerSnapshot ann = last(world);
            assertThat(ann.getCustomer()).isEqualTo("ann");
            assertThat(ann.getPreferredChannel()).isEqualTo("store");
            assertThat(ann.getConsent()).isTrue();
        }
    }

    @Test
    void theDocumentShowsExactlyTheConsumerThatTheTestsRun() throws IOException {
        String source = Files.readString(Path.of("src/test/java/io/journeytracker/feed/OfferConsumer.java"));
        String shown = source.substring(source.indexOf("\nimport ") + 1);
        String document = Files.readString(Path.of("..", "docs", "personalisation.md"));
        assertThat(document).contains("```java\n" + shown + "```\n");
        for (var schema : List.of(CustomerSnapshot.getClassSchema(), CustomerJourney.getClassSchema())) {
            schema.getFields().forEach(field -> assertThat(document).contains("`" + field.name() + "`"));
        }
    }
}
