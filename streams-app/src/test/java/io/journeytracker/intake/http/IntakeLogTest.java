package io.journeytracker.intake.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.config.ForwardedHeader;
import io.journeytracker.config.Network;
import io.journeytracker.dev.EmbeddedBroker;
import io.journeytracker.testing.IntakeFixture;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log as shipped, with all of our own lines, at traffic that fails in every way: nobody's key, address, id or words in it. */
@Tag("broker")
class IntakeLogTest {

    private static final String KEY = "pk_live_of_the_shop";
    private static final String MADE_UP_KEY = "pk_made_up";
    private static final String ADDRESS = "203.0.113.77";
    private static final String[] PERSONAL = {
        KEY, MADE_UP_KEY, ADDRESS, "ann-4711", "a-anonymous-4711", "m-4711", "Musterweg", "so annoyed", "Musterfrau"
    };
    private static final String MESSAGE =
            "{\"messageId\":\"m-4711\",\"userId\":\"ann-4711\",\"anonymousId\":\"a-anonymous-4711\",\"event\":\"Musterweg\","
                    + "\"comment\":\"so annoyed\",\"properties\":{\"name\":\"Musterfrau\"}%s}";

    @TempDir
    private Path directory;

    @Test
    void nothingOfWhatIsSentIsLogged() throws Exception {
        Path log = directory.resolve("log");
        ProcessBuilder java = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=" + IntakeLogTest.class.getResource("/logback.xml"),
                "-cp",
                System.getProperty("java.class.path"),
                Failing.class.getName());
        java.environment().putAll(Map.of("JOURNEY_LOG_LEVEL", "TRACE", "JOURNEY_LIBRARY_LOG_LEVEL", "WARN"));
        Process process = java.redirectError(log.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        String told = Files.readString(log, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(told).isZero();
        assertThat(told)
                .contains("The intake cannot write and answers 503 meanwhile", "A request of source shop was refused")
                .doesNotContain(PERSONAL);
    }

    /** Traffic that fails. */
    static final class Failing {

        private Failing() {}

        public static void main(String[] arguments) throws IOException {
            String sources = "sources: [{name: shop, keys: " + KEY
                    + ", origins: \"https://shop.example\", rate: {events: 100000, burst: 100000}}]\n"
                    + "addresses: {requests: 100000, burst: 100000}\n";
            try (EmbeddedBroker broker = EmbeddedBroker.start();
                    IntakeFixture intake = new IntakeFixture(
                            broker.bootstrapServers(),
                            sources,
                            List.of(Network.parse("127.0.0.0/8")),
                            ForwardedHeader.X_FORWARDED_FOR,
                            Optional.empty())) {
                expect(200, post(intake, KEY, MESSAGE.formatted("")));
                expect(400, post(intake, KEY, MESSAGE.formatted(",\"time\":\"Musterweg\"")));
                expect(400, post(intake, KEY, MESSAGE.formatted(",\"Musterweg\":1")));
                expect(400, post(intake, KEY, MESSAGE.formatted("").substring(1)));
                expect(401, post(intake, MADE_UP_KEY, MESSAGE.formatted("")));
                spoiled(intake);
                broker.stopBroker();
                Awaitility.await()
                        .until(() -> post(intake, KEY, MESSAGE.formatted("")).statusCode() == 503);
                expect(503, post(intake, KEY, MESSAGE.formatted("").substring(1)));
            }
        }

        private static void expect(int status, HttpResponse<String> answer) {
            if (answer.statusCode() != status) {
                throw new IllegalStateException("status " + answer.statusCode() + ", expected " + status);
            }
        }

        private static HttpResponse<String> post(IntakeFixture intake, String key, String body) {
            return intake.send(intake.to("/v1/touchpoints?writeKey=" + key)
                    .header("X-Forwarded-For", ADDRESS)
                    .header("Origin", "https://shop.example")
                    .header("User-Agent", "Musterfrau")
                    .POST(BodyPublishers.ofString(body)));
        }

        private static void spoiled(IntakeFixture intake) throws IOException {
            Garbage garbage = new Garbage(new Random(7));
            List<Seed> seeds = Seed.all();
            for (int i = 0; i < 600; i++) {
                Seed seed = seeds.get(i % seeds.size());
                byte[] request = garbage.spoiled(new Seed(
                        seed.method(),
                        personal(seed.target()),
                        seed.headers().stream().map(Failing::personal).toList(),
                        personal(new String(seed.body(), StandardCharsets.UTF_8))
                                .getBytes(StandardCharsets.UTF_8)));
                try (RawClient client = new RawClient(intake.port())) {
                    client.send(request);
                    client.endOfOutput();
                    client.status();
                } catch (IOException cut) {
                    continue;
                }
            }
        }

        private static String personal(String text) {
            return text.replace("first-key", KEY)
                    .replace("u-1", "ann-4711")
                    .replace("a-1", "a-anonymous-4711")
                    .replace("m-1", "m-4711")
                    .replace("Ann", "Musterfrau");
        }
    }
}
