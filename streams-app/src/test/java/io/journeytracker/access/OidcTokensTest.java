package io.journeytracker.access;

import static io.journeytracker.access.TokenIssuer.sign;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.journeytracker.access.OidcTokens.Keeping;
import io.journeytracker.access.Tokens.Verdict;
import io.journeytracker.testing.CapturedLog;
import io.journeytracker.testing.Promised;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whose tokens are believed: by an issuer on HTTP whose tokens another library signs than the one that checks. */
class OidcTokensTest {

    private static final Keeping USUAL =
            new Keeping(Duration.ofMinutes(5), Duration.ofMillis(1), Duration.ofHours(1), Duration.ofSeconds(3));

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final TokenIssuer issuer = new TokenIssuer().publish("RSA-1").publish("EC-1");
    private final OidcTokens tokens = new OidcTokens(issuer.settings(), USUAL, Clock.systemUTC(), registry);

    @AfterEach
    void close() throws IOException {
        tokens.close();
        issuer.close();
    }

    private Verdict with(Consumer<Map<String, Object>> change) {
        return tokens.check(sign("ES256", "EC-1", issuer.claims("cx-analyst", change)));
    }

    private static void assertRefused(Verdict verdict, String why) {
        assertThat(verdict).isInstanceOfSatisfying(Verdict.Refused.class, refused -> assertThat(refused.why())
                .contains(why));
    }

    private static Caller caller(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Known.class);
        return ((Verdict.Known) verdict).caller();
    }

    @Test
    void aTokenGivesTheHighestRoleOfItsClaimAndTheNameOfItsBearer() {
        assertThat(caller(tokens.check(sign("RS256", "RSA-1", issuer.claims("other", "cx-analyst", "cx-viewer")))))
                .isEqualTo(new Caller(AccessRole.ANALYST, java.util.Optional.of("Ann Smith")));
        assertThat(caller(tokens.check(sign("PS256", "RSA-1", issuer.claims("cx-operator"))))
                        .role())
                .isEqualTo(AccessRole.OPERATOR);
        assertThat(caller(tokens.check(sign("ES256", "EC-1", issuer.claims("cx-viewer"))))
                        .role())
                .isEqualTo(AccessRole.VIEWER);
        assertThat(caller(with(claims -> claims.remove("name"))).name()).contains("u-17");
        assertThat(caller(with(claims -> claims.put("name", " A\r\nB "))).name())
                .contains("A B");
        assertThat(caller(with(claims -> claims.put("realm_access.roles", "cx-viewer cx-operator")))
                        .role())
                .as("a claim that has dots in its name, and one text")
                .isEqualTo(AccessRole.OPERATOR);
        Map<String, Object> access = Map.of("alg", "ES256", "kid", "EC-1", "typ", "at+jwt");
        assertThat(tokens.check(sign(access, "EC-1", issuer.claims("cx-viewer"))))
                .isInstanceOf(Verdict.Known.class);
        assertThat(issuer.asked).hasValue(1);
    }

    @Test
    void whoHasNoValueThatGivesARoleHasNone() {
        for (Consumer<Map<String, Object>> change : List.<Consumer<Map<String, Object>>>of(
                claims -> claims.remove("realm_access"),
                claims -> claims.put("realm_access", "roles"),
                claims -> claims.put("realm_access", Map.of("roles", List.of("cx-viewers", 7))),
                claims -> claims.put("realm_access", Map.of("roles", Map.of("cx-viewer", true))))) {
            assertThat(with(change)).isInstanceOfSatisfying(Verdict.WithoutRole.class, none -> assertThat(none.why())
                    .contains("realm_access.roles"));
        }
    }

    @Test
    void aTokenThatIsNotForHereOrNotForNowIsRefused() {
        long now = Instant.now().getEpochSecond();
        assertRefused(with(claims -> claims.put("exp", now - 61)), "over");
        assertThat(with(claims -> claims.put("exp", now - 30))).isInstanceOf(Verdict.Known.class);
        assertRefused(with(claims -> claims.put("nbf", now + 90)), "beginning");
        assertThat(with(claims -> claims.put("nbf", now + 30))).isInstanceOf(Verdict.Known.class);
        assertRefused(with(claims -> claims.remove("exp")), "not for here");
        assertRefused(with(claims -> claims.remove("sub")), "not for here");
        assertRefused(with(claims -> claims.put("aud", "another")), "audience");
        assertRefused(with(claims -> claims.remove("aud")), "audience");
        assertThat(with(claims -> claims.put("aud", List.of("another", TokenIssuer.AUDIENCE))))
                .isInstanceOf(Verdict.Known.class);
        assertRefused(with(claims -> claims.put("iss", issuer.address() + "/")), "issuer");
        assertRefused(with(claims -> claims.remove("iss")), "issuer");
    }

    @Test
    void aSignatureIsBelievedByTheIssuersKeysAndTheConfiguredAlgorithmsAlone() {
        Map<String, Object> claims = issuer.claims("cx-operator");
        assertRefused(tokens.check(sign("none", "RSA-1", claims)), "not signed");
        assertRefused(tokens.check(sign("HS256", "RSA-1", claims)), "not signed");
        assertRefused(tokens.check(sign("RS384", "RSA-1", claims)), "not signed");
        String another = sign(Map.of("alg", "ES256", "kid", "EC-1"), "EC-another", claims);
        assertRefused(tokens.check(another), "not signed");
        Map<String, Object> brings = new HashMap<>(Map.of("alg", "ES256", "kid", "EC-1"));
        brings.put("jku", "http://127.0.0.1:1/keys");
        brings.put("jwk", Map.of("kty", "EC", "crv", "P-256", "x", "AA", "y", "AA"));
        assertThat(tokens.check(sign(brings, "EC-another", claims))).isInstanceOf(Verdict.Refused.class);
        String good = sign("ES256", "EC-1", claims);
        String payload = good.split("\\.")[1];
        String more = sign("ES256", "EC-1", issuer.claims("cx-viewer")).split("\\.")[1];
        assertRefused(tokens.check(good.replace(payload, more)), "not signed");
        for (String broken :
                List.of("ey.ey.ey", "eyJ.eyJ.", "ey..", good.substring(0, good.length() - 9), "x" + good)) {
            assertThat(tokens.check(broken)).as(broken).isInstanceOf(Verdict.Refused.class);
        }
        assertRefused(tokens.check("ey" + "a".repeat(20_000)), "longer");
    }

    @Test
    void anIssuerMayChangeItsKeys() {
        assertThat(with(claims -> {})).isInstanceOf(Verdict.Known.class);
        issuer.publish("EC-2");
        issuer.withdraw("EC-1");
        assertThat(tokens.check(sign("ES256", "EC-2", issuer.claims("cx-viewer"))))
                .isInstanceOf(Verdict.Known.class);
        assertThat(issuer.asked).hasValue(2);
        assertThat(with(claims -> {})).as("signed by a key that is withdrawn").isInstanceOf(Verdict.Refused.class);
    }

    @Test
    void unknownKeysMakeNobodyAskTheIssuerAgainAndAgain() throws IOException {
        Keeping apart =
                new Keeping(Duration.ofMinutes(5), Duration.ofMinutes(1), Duration.ofHours(1), Duration.ofSeconds(3));
        try (OidcTokens rare = new OidcTokens(issuer.settings(), apart, Clock.systemUTC(), registry)) {
            for (int i = 0; i < 50; i++) {
                Map<String, Object> header = Map.of("alg", "ES256", "kid", "EC-unknown-" + i);
                assertThat(rare.check(sign(header, "EC-another", issuer.claims("cx-viewer"))))
                        .isNotInstanceOf(Verdict.Known.class);
            }
            assertThat(issuer.asked).hasValueLessThan(4);
            assertThat(rare.check(sign("ES256", "EC-1", issuer.claims("cx-viewer"))))
                    .isInstanceOf(Verdict.Known.class);
        }
    }

    @Test
    void whileTheIssuerIsAwayNobodyCanTellAndNothingHangs() throws IOException {
        Keeping impatient =
                new Keeping(Duration.ofMinutes(5), Duration.ofMillis(1), Duration.ofHours(1), Duration.ofSeconds(2));
        String good = sign("ES256", "EC-1", issuer.claims("cx-viewer"));
        try (OidcTokens asking = new OidcTokens(issuer.settings(), impatient, Clock.systemUTC(), registry)) {
            issuer.hangs = true;
            long began = System.nanoTime();
            assertThat(asking.check(good)).isInstanceOf(Verdict.Unknown.class);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Promised.within(Duration.ofSeconds(3)));
            issuer.hangs = false;
            issuer.status = 500;
            assertThat(asking.check(good)).isInstanceOf(Verdict.Unknown.class);
            issuer.status = 200;
            issuer.namesItself = "https://another.example";
            assertThat(asking.check(good)).isInstanceOf(Verdict.Unknown.class);
            issuer.namesItself = null;
            assertThat(asking.check(good)).isInstanceOf(Verdict.Known.class);
        }
    }

    /** Nobody would notice until the keys are too old: it is told, once, and counted. */
    @Test
    void keysAreUsedOnWhileTheIssuerIsAwayAndThatIsTold() throws Exception {
        Keeping stale =
                new Keeping(Duration.ofMillis(20), Duration.ofMillis(1), Duration.ofHours(12), Duration.ofSeconds(3));
        String good = sign("ES256", "EC-1", issuer.claims("cx-viewer"));
        try (CapturedLog log = new CapturedLog(WatchedKeys.class);
                OidcTokens asking = new OidcTokens(issuer.settings(), stale, Clock.systemUTC(), registry)) {
            assertThat(asking.check(good)).isInstanceOf(Verdict.Known.class);
            assertThat(requests("answered")).isEqualTo(1);
            assertThat(requests("failed")).isZero();
            issuer.status = 500;
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                assertThat(asking.check(good)).isInstanceOf(Verdict.Known.class);
                return requests("failed") > 2;
            });
            assertThat(log.lines()).singleElement().asString().contains("HTTP status 500", "count for another 12 h");
            issuer.status = 200;
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                assertThat(asking.check(good)).isInstanceOf(Verdict.Known.class);
                return log.lines().size() == 2;
            });
            assertThat(log.lines().get(1)).contains("can be had again");
        }
    }

    private double requests(String outcome) {
        return registry.get("journey.issuer.requests")
                .tag("outcome", outcome)
                .counter()
                .count();
    }
}
