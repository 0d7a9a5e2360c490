package io.journeytracker.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which package may know which. A new package is given its place here. */
class LayersTest {

    private static final String ROOT = "io.journeytracker.";

    /** What each package may use besides the schemas and itself. */
    private static final Map<String, String> USES = new TreeMap<>(Map.ofEntries(
            // Foundations.
            Map.entry("broker", ""),
            Map.entry("config", ""),
            Map.entry("store", ""),
            Map.entry("yaml", ""),
            Map.entry("stream", "failure"),
            Map.entry("topic", "config"),
            Map.entry("failure", "topic"),
            Map.entry("metric", "failure"),
            Map.entry("http", ""),
            Map.entry("log", ""),
            // Maps and the fold, without Kafka.
            Map.entry("definition", "yaml"),
            Map.entry("engine", "definition"),
            Map.entry("maps", "definition metric topic"),
            // Stages of the topology: they meet at topics, not in each other's classes.
            Map.entry("identity", "failure metric store stream topic yaml"),
            Map.entry("journey", "definition engine failure metric store stream topic"),
            Map.entry("alert", "metric stream topic"),
            Map.entry("story", "store stream topic"),
            Map.entry("subscription", "definition topic yaml"),
            Map.entry("delivery", "config failure metric stream subscription topic yaml"),
            // A replay without Kafka calls the same rules as the stages, so that its results are the same.
            Map.entry("replay", "alert definition engine journey log topic"),
            Map.entry("tail", "definition identity topic"),
            // HTTP to touchpoints.
            Map.entry("intake", "config failure http metric topic yaml"),
            // What talks to an intake from outside.
            Map.entry("client", ""),
            Map.entry("bulk", "client log"),
            Map.entry("traffic", "client simulator"),
            // Dead letters, sent again as who wrote them would now.
            Map.entry("redrive", "config failure intake topic"),
            // A running stack of Prometheus and Grafana, looked at from outside.
            Map.entry("stack", ""),
            // The simulated shop; the broker in dev is found by name only.
            Map.entry("simulator", ""),
            Map.entry("demo", "definition http identity simulator tail topic"),
            Map.entry("dev", "broker"),
            // People and programs ask: who may, what is so, and the page.
            Map.entry("access", "config http"),
            Map.entry("query", "access definition engine http identity journey story topic"),
            Map.entry("board", "access delivery http query subscription topic yaml"),
            Map.entry("annotation", "access definition http metric query topic"),
            Map.entry("authoring", "definition failure http identity journey log maps replay topic yaml"),
            Map.entry("web", "http"),
            // What puts all of it together.
            Map.entry(
                    "runtime",
                    "access alert annotation authoring board broker config definition delivery failure http identity intake journey log maps metric"
                            + " query replay store story stream subscription topic web"),
            Map.entry(
                    "app",
                    "broker bulk client config definition delivery demo failure http identity intake log maps redrive"
                            + " replay runtime simulator stack subscription tail topic traffic web")));

    private static final JavaClasses PROGRAM = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.journeytracker");

    static Stream<String> packages() {
        return USES.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void aPackageUsesOnlyThoseBelowIt(String name) {
        String[] allowed = Stream.concat(
                        Stream.of("schema", name),
                        Arrays.stream(USES.get(name).split(" ")).filter(below -> !below.isEmpty()))
                .map(below -> ROOT + below + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(ROOT + name + "..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.journeytracker..").and(resideOutsideOfPackages(allowed)))
                .check(PROGRAM);
    }

    @Test
    void everyPackageHasItsPlace() {
        String[] places = Stream.concat(Stream.of("schema"), packages())
                .map(name -> ROOT + name + "..")
                .toArray(String[]::new);
        classes().should().resideInAnyPackage(places).check(PROGRAM);
    }

    @Test
    void packagesDoNotGoRoundInCircles() {
        slices().matching(ROOT + "(**)").should().beFreeOfCycles().check(PROGRAM);
    }

    @Test
    void theFoldAndTheMapsKnowNothingOfKafka() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + "definition..", ROOT + "engine..", ROOT + "simulator..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.kafka..", "io.confluent..", "io.micrometer..", "io.javalin..")
                .check(PROGRAM);
    }

    @Test
    void onlyTheBrokerOfDevelopmentKnowsTheClassesOfABroker() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "dev..")
                .and()
                .resideInAPackage("io.journeytracker..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + "dev..",
                        "kafka..",
                        "org.apache.kafka.server..",
                        "org.apache.kafka.metadata..",
                        "org.apache.kafka.raft..",
                        "org.apache.kafka.controller..")
                .check(PROGRAM);
    }
}
