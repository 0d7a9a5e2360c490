package io.journeytracker.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.journeytracker.testing.Checkout;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is wrong with a stack is told; how it is where all is well shows against the real Prometheus. */
class StackCheckTest {

    private static final Duration RATE = Duration.ofSeconds(30);
    private static final String DOWN = """
            {"data":{"activeTargets":[{"health":"down","scrapeUrl":"http://app:8080/metrics","lastError":"refused"},\
            {"health":"up","scrapeUrl":"http://prometheus:9090/metrics"}]}}""";
    private static final String FAILING = """
            {"data":{"groups":[{"rules":[{"name":"journey:visits:whole","health":"err","lastError":"many-to-many"},\
            {"name":"journey:tasks:whole","health":"ok"}]}]}}""";
    private static final String NOTHING = "{\"data\":{\"resultType\":\"vector\",\"result\":[]}}";

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        answer("/", "");
        answer("/api/v1/targets", DOWN);
        answer("/api/v1/rules", FAILING);
        answer("/api/v1/query", NOTHING);
        server.start();
    }

    private void answer(String path, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        server.createContext(path, exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private List<String> problems(String application) {
        String here = "http://127.0.0.1:" + server.getAddress().getPort();
        StackAddresses at = new StackAddresses(application.isEmpty() ? here : application, here, here, "");
        return new StackCheck(Checkout.root().resolve("grafana"), at, RATE)
                .once()
                .problems();
    }

    @Test
    void aTargetThatIsDownARuleThatFailsAndAVariableWithoutValuesAreTold() {
        assertThat(problems(""))
                .contains(
                        "Prometheus cannot scrape http://app:8080/metrics refused",
                        "Prometheus cannot evaluate rule journey:visits:whole many-to-many")
                .anyMatch(problem -> problem.startsWith("Journeys: variable job has no value to choose"))
                .noneMatch(problem -> problem.contains("9090") || problem.contains("journey:tasks"));
    }

    @Test
    void anApplicationThatDoesNotAnswerIsTold() {
        assertThat(problems("http://127.0.0.1:1")).singleElement().satisfies(problem -> assertThat(problem)
                .startsWith("application: http://127.0.0.1:1/health/ready"));
    }

    @Test
    void aQueryThatMayBeEmptyAndIsNoneIsTold() {
        PanelCheck check = new PanelCheck(List.of(), Map.of("Journeys / Gone / A", "it was there once"), RATE);
        assertThat(check.ask(new Prometheus("http://127.0.0.1:1")).problems())
                .containsExactly("Journeys / Gone / A: may be empty, but there is no such query");
    }
}
