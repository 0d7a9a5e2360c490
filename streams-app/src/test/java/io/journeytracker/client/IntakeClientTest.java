package io.journeytracker.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.journeytracker.client.IntakeException.Kind;
import io.journeytracker.testing.StandInIntake;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntakeClientTest {

    private static final byte[] BODY = "{\"batch\":[]}".getBytes(StandardCharsets.UTF_8);

    private final StandInIntake intake = new StandInIntake();
    private final List<Duration> waits = new ArrayList<>();
    private final List<String> told = new ArrayList<>();

    @AfterEach
    void close() {
        intake.close();
    }

    private IntakeClient client() {
        return client(wait -> !waits.add(wait));
    }

    private IntakeClient client(Pause pause) {
        IntakeAddress address = IntakeAddress.of(intake.address(), "key1", name -> null);
        return new IntakeClient(address, Retries.lasting(Duration.ofMinutes(5)), pause, told::add);
    }

    @Test
    void aBatchGoesToThePathWithTheKeyAsSdksSendIt() throws Exception {
        assertThat(client().post("/v1/batch", BODY, true)).isEqualTo(new Outcome.Taken(List.of()));
        assertThat(intake.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.path()).isEqualTo("/v1/batch");
            assertThat(asked.authorization()).isEqualTo("Basic a2V5MTo=");
            assertThat(asked.body().has("batch")).isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400})
    void whatIsRefusedOfABatchIsTold(int status) throws Exception {
        intake.then(
                status, "{\"errors\":[{\"index\":3,\"messageId\":\"m\",\"field\":\"event\",\"reason\":\"is empty\"}]}");
        assertThat(client().post("/v1/batch", BODY, true))
                .isEqualTo(new Outcome.Taken(List.of(new Refusal(3, "event", "is empty"))));
    }

    @Test
    void anIntakeThatIsAwayIsTriedAgainAfterTheTimeItAsksFor() throws Exception {
        intake.then(503, "{\"error\":{\"message\":\"Kafka is away\"}}", Map.of("Retry-After", "7"))
                .then(502, "")
                .then(429, "", Map.of("Retry-After", "0"));
        assertThat(client().post("/v1/batch", BODY, true)).isInstanceOf(Outcome.Taken.class);
        assertThat(intake.asked()).hasSize(4);
        assertThat(waits.get(0)).isEqualTo(Duration.ofSeconds(7));
        assertThat(waits.get(1)).isBetween(Duration.ofMillis(750), Duration.ofSeconds(1));
        assertThat(waits.get(2)).isBetween(Duration.ofMillis(1_500), Duration.ofSeconds(2));
        assertThat(told.get(0)).contains("status 503: Kafka is away; trying again in 7 s");
    }

    @Test
    void aDateInRetryAfterIsUnderstood() throws Exception {
        intake.then(503, "", Map.of("Retry-After", "Fri, 31 Dec 1999 23:59:59 GMT"));
        assertThat(client().post("/v1/batch", BODY, true)).isInstanceOf(Outcome.Taken.class);
        assertThat(waits).singleElement().satisfies(wait -> assertThat(wait)
                .isLessThanOrEqualTo(Duration.ofMillis(500)));
    }

    @Test
    void whatIsTooMuchComesBackToBeDivided() throws Exception {
        intake.then(429, "").then(429, "").then(413, "{\"error\":{\"message\":\"at most 500 KB\"}}");
        assertThat(client().post("/v1/batch", BODY, true)).isInstanceOf(Outcome.TooMuch.class);
        assertThat(intake.asked()).hasSize(2);
        assertThat(client().post("/v1/batch", BODY, true)).isEqualTo(new Outcome.TooMuch("status 413: at most 500 KB"));
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 401, 403, 404, 413})
    void whatWillNeverBeTakenIsNotTriedAgain(int status) {
        intake.then(
                status, "{\"error\":{\"field\":\"key\",\"message\":\"is none\"}}", Map.of("Location", "/elsewhere"));
        assertThatThrownBy(() -> client().post("/v1/batch", BODY, false))
                .asInstanceOf(type(IntakeException.class))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED))
                .satisfies(e -> assertThat(e).hasMessageContaining("status " + status + ": key: is none"));
        assertThat(intake.asked()).hasSize(1);
        assertThat(waits).isEmpty();
    }

    @Test
    void anIntakeThatAsksForMoreThanThePatienceIsGivenUp() {
        intake.then(503, "", Map.of("Retry-After", "3600"));
        assertThatThrownBy(() -> client().post("/v1/batch", BODY, false))
                .asInstanceOf(type(IntakeException.class))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.AWAY));
    }

    @Test
    void whereNothingListensItIsGivenUpSoon() {
        intake.close();
        assertThatThrownBy(() -> client().post("/v1/batch", BODY, false))
                .asInstanceOf(type(IntakeException.class))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.AWAY))
                .satisfies(e -> assertThat(e).hasMessageContaining("takes nothing: no answer (nobody listens there)"));
        assertThat(waits).allSatisfy(wait -> assertThat(wait).isLessThan(IntakeClient.FIRST_PATIENCE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>Welcome</html>", "", "[]"})
    void aSuccessOfAnotherServerIsNone(String page) {
        intake.then(200, page);
        assertThatThrownBy(() -> client().post("/v1/batch", BODY, true))
                .asInstanceOf(type(IntakeException.class))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED))
                .satisfies(e -> assertThat(e).hasMessageContaining(intake.address() + " is no intake: status 200"));
    }

    @Test
    void waitingEndsWhenItIsToEnd() {
        intake.then(503, "");
        assertThatThrownBy(() -> client(wait -> true).post("/v1/batch", BODY, false))
                .asInstanceOf(type(IntakeException.class))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.STOPPED));
    }
}
