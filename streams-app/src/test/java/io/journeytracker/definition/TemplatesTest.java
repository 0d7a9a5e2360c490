package io.journeytracker.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.engine.Conversion;
import io.journeytracker.engine.EndedVisit;
import io.journeytracker.engine.JourneyEngine;
import io.journeytracker.engine.JourneyState;
import io.journeytracker.engine.Sink;
import io.journeytracker.engine.Touch;
import io.journeytracker.engine.Transition;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.schema.TransitionKind;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Customers walk through every bundled map. */
class TemplatesTest {

    private static final long START = 1_000_000;

    /** One customer of one map, and what was told of it. */
    private static final class Customer implements Sink {

        private final CompiledJourney journey;
        private final JourneyEngine engine;
        private final JourneyState state;
        private final List<Transition> told = new ArrayList<>();
        private long clock = START;
        private long touchpoints;

        Customer(String template) {
            journey = new CompiledJourney(Given.template(template));
            engine = new JourneyEngine(journey);
            state = engine.begin();
        }

        /** Does the least that the rule asks for. */
        Customer does(EventRule rule) {
            Touchpoint.Builder touchpoint = Given.touchpoint(
                    rule.events().isEmpty() ? "Any" : rule.events().get(0));
            rule.channel().ifPresent(touchpoint::setChannel);
            touchpoints++;
            engine.apply(state, journey.match(touchpoint.build(), clock, touchpoints, touchpoints), clock, this);
            return this;
        }

        /** Comes to a stage at once. */
        Customer enters(Stage stage) {
            return does(plainest(stage));
        }

        Customer waits(Duration time) {
            clock += time.toMillis();
            engine.advance(state, clock, this);
            return this;
        }

        List<TransitionKind> kinds() {
            return told.stream().map(Transition::kind).toList();
        }

        @Override
        public void told(Transition transition) {
            told.add(transition);
        }

        @Override
        public void retracted(Transition transition) {
            told.remove(transition);
        }

        @Override
        public void touched(Touch touch) {}

        @Override
        public void untouched(Touch touch) {}

        @Override
        public void counted(Conversion conversion) {}

        @Override
        public void uncounted(Conversion conversion) {}

        @Override
        public void ended(EndedVisit visit) {}

        @Override
        public void unended(EndedVisit visit) {}
    }

    private static EventRule plainest(Stage stage) {
        return stage.enter().stream()
                .filter(rule -> rule.when().isEmpty())
                .findFirst()
                .orElseThrow(() -> new AssertionError(stage.id() + " has no plain way in"));
    }

    private static List<Stage> open(JourneyDefinition map) {
        return map.stages().stream()
                .filter(stage -> !map.terminal().contains(stage.id()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("io.journeytracker.definition.JourneyTemplates#names")
    void everyTemplateIsValidAndLeavesNoDoubt(String template) {
        MapReading reading = new MapReader(LocalDate.of(2026, 11, 23))
                .read(JourneyTemplates.yaml(template).orElseThrow(), template);

        assertThat(reading.problems()).isEmpty();
        assertThat(reading.warnings()).isEmpty();
        assertThat(reading.orThrow().id()).isEqualTo(template);
        assertThat(JourneyTemplates.summary(template)).endsWith(".");
    }

    @ParameterizedTest
    @MethodSource("io.journeytracker.definition.JourneyTemplates#names")
    void aCustomerWalksThroughEveryStageToTheEnd(String template) {
        JourneyDefinition map = Given.template(template);
        Customer customer = new Customer(template);

        for (Stage stage : map.stages()) {
            customer.enters(stage).waits(Duration.ofSeconds(1));
        }

        List<String> entered = customer.told.stream()
                .filter(told -> told.kind() == TransitionKind.ENTERED || told.kind() == TransitionKind.ADVANCED)
                .map(told -> customer.journey.stageName(told.stage()))
                .toList();
        assertThat(entered)
                .containsExactlyElementsOf(map.stages().stream().map(Stage::id).toList());
        assertThat(customer.kinds().contains(TransitionKind.COMPLETED))
                .isEqualTo(!map.terminal().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("io.journeytracker.definition.JourneyTemplates#names")
    void everyEnterRuleOfEveryStageBringsTheCustomerThere(String template) {
        CompiledJourney journey = new CompiledJourney(Given.template(template));

        for (Stage stage : journey.definition().stages()) {
            for (EventRule rule : stage.enter()) {
                for (String event : rule.events()) {
                    Touchpoint.Builder touchpoint = Given.touchpoint(event);
                    rule.channel().ifPresent(touchpoint::setChannel);
                    int found = journey.match(touchpoint.build(), 0, 0, 0).stage();
                    if (rule.when().isEmpty()) {
                        assertThat(journey.stageName(found)).as(event).isEqualTo(stage.id());
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.journeytracker.definition.JourneyTemplates#names")
    void aCustomerWhoStopsStalls(String template) {
        for (Stage stage : open(Given.template(template))) {
            stage.stall().ifPresent(stall -> {
                Customer customer = new Customer(template).enters(stage).waits(stall.after());
                assertThat(customer.kinds()).as(stage.id()).doesNotContain(TransitionKind.STALLED);

                customer.waits(Duration.ofMillis(1));
                assertThat(customer.kinds()).as(stage.id()).endsWith(TransitionKind.STALLED);
            });
        }
    }

    @ParameterizedTest
    @MethodSource("io.journeytracker.definition.JourneyTemplates#names")
    void aCustomerWhoStaysSilentChurns(String template) {
        for (Stage stage : open(Given.template(template))) {
            stage.churn().stream()
                    .flatMap(churn -> churn.silent().stream())
                    .min(Comparator.naturalOrder())
                    .ifPresent(silent -> {
                        Customer customer = new Customer(template).enters(stage).waits(silent.plusMillis(1));
                        assertThat(customer.kinds()).as(stage.id()).endsWith(TransitionKind.CHURNED);
                    });
        }
    }

    @ParameterizedTest
    @MethodSource("io.journeytracker.definition.JourneyTemplates#names")
    void aCustomerWhoSaysSoChurns(String template) {
        for (Stage stage : open(Given.template(template))) {
            stage.churn().stream().flatMap(churn -> churn.event().stream()).forEach(gone -> {
                Customer customer = new Customer(template).enters(stage).does(gone);
                assertThat(customer.kinds()).as(stage.id()).endsWith(TransitionKind.CHURNED);
            });
        }
    }

    @ParameterizedTest
    @MethodSource("io.journeytracker.definition.JourneyTemplates#names")
    void aCustomerLeavesByEveryExitAndMayBeginAnew(String template) {
        JourneyDefinition map = Given.template(template);
        Reentry reentry = map.reentry().orElseThrow();

        assertThat(map.exits()).isNotEmpty();
        for (Exit exit : map.exits()) {
            Customer customer = new Customer(template)
                    .enters(map.stages().get(0))
                    .waits(Duration.ofSeconds(1))
                    .does(exit.event());
            assertThat(customer.kinds()).as(exit.id()).endsWith(TransitionKind.EXITED);

            customer.waits(reentry.after()).does(reentry.event());
            assertThat(customer.kinds()).as(exit.id()).endsWith(TransitionKind.REENTERED);
        }
    }

    /** The names that shops' tracking uses without anybody's doing. */
    @ParameterizedTest
    @CsvSource({
        "five-stage-classic, awareness consideration purchase purchase retention advocacy",
        "buying-journey, awareness browsing cart checkout retention advocacy",
        "big-picture, awareness discovery purchase purchase experience participation",
        "online-shop, awareness consideration cart checkout experience advocacy",
        "ten-phases, awareness discovery purchase-decision purchase-decision experience advocacy",
    })
    void stockNamesOfAShopMoveTheCustomer(String template, String stages) {
        CompiledJourney journey = new CompiledJourney(Given.template(template));

        assertThat(Stream.of(
                                "Page Viewed",
                                "Product Viewed",
                                "Product Added",
                                "Checkout Started",
                                "Order Completed",
                                "Product Reviewed")
                        .map(event -> journey.match(Given.touchpoint(event).build(), 0, 0, 0))
                        .map(match -> journey.stageName(match.stage())))
                .containsExactly(stages.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "online-shop, segment, deals, bargain-hunter",
        "online-shop, segment, loyal, loyal",
        "online-shop, segment, research, researcher",
        "online-shop, segment, gift, gift-buyer",
        "five-stage-classic, segment, new, newcomer",
        "buying-journey, segment, researcher, careful",
        "ten-phases, segment, lead, inventor",
        "sales, role, decision maker, decider",
        "product-use, experience, expert, expert",
    })
    void traitsTellThePersona(String template, String trait, String value, String persona) {
        CompiledJourney journey = new CompiledJourney(Given.template(template));
        Touchpoint touchpoint =
                Given.touchpoint("Any").setTraits(Map.of(trait, value)).build();

        assertThat(journey.personaName(journey.match(touchpoint, 0, 0, 0).persona()))
                .isEqualTo(persona);
    }

    @Test
    void theDemosMapShowsAStallWithinHalfAMinuteAndChurnWithinAMinute() {
        JourneyDefinition map = Given.template("online-shop");

        for (String id : List.of("cart", "checkout")) {
            Stage stage = map.stages().stream()
                    .filter(any -> any.id().equals(id))
                    .findFirst()
                    .orElseThrow();
            assertThat(stage.stall().orElseThrow().after()).isLessThan(Duration.ofSeconds(30));
            assertThat(stage.churn().get(0).silent().orElseThrow()).isLessThanOrEqualTo(Duration.ofSeconds(60));
        }
        assertThat(map.personas()).hasSize(4);
    }

    @Test
    void anUnknownTemplateIsNotThere() {
        assertThat(JourneyTemplates.yaml("../online-shop")).isEmpty();
        assertThat(JourneyTemplates.suggestion("brnd")).contains("brand");
    }
}
