package io.journeytracker.config;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whose tokens are believed, and what they give.
 *
 * @param issuer exactly as tokens name it; its keys are found by OpenID Connect discovery
 * @param audience that a token must be for
 * @param rolesClaim the claim that gives roles: a name, or names with dots between them where it stands deeper
 * @param viewers values of that claim that make somebody a viewer
 * @param analysts likewise
 * @param operators likewise
 * @param nameClaim the claim that people are called by; without it the subject
 * @param algorithms of signatures that are believed; asymmetric ones alone
 * @param skew how far the issuer's clock may be from this one
 */
public record OidcSettings(
        URI issuer,
        String audience,
        String rolesClaim,
        List<String> viewers,
        List<String> analysts,
        List<String> operators,
        String nameClaim,
        List<String> algorithms,
        Duration skew) {

    /** What may be configured: nothing that the public key, which everybody has, could sign. */
    static final Set<String> ALGORITHMS =
            Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    /** @throws IllegalArgumentException if it is none */
    static URI issuer(String text) {
        URI uri = URI.create(text);
        boolean safe = "https".equals(uri.getScheme())
                || "http".equals(uri.getScheme()) && THIS_MACHINE.contains(String.valueOf(uri.getHost()));
        if (!safe || uri.getHost() == null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("not as expected");
        }
        return uri;
    }

    /** What is missing for the rest to be of use. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (audience.isEmpty()) {
            problems.add(Keys.OIDC_AUDIENCE.name() + ": is missing beside " + Keys.OIDC_ISSUER.name()
                    + "; expected whom tokens are for");
        }
        if (Stream.of(viewers, analysts, operators).allMatch(List::isEmpty)) {
            problems.add(Keys.OIDC_VIEWERS.name() + ", " + Keys.OIDC_ANALYSTS.name() + ", " + Keys.OIDC_OPERATORS.name()
                    + ": all are missing beside " + Keys.OIDC_ISSUER.name()
                    + "; expected at least one value that gives a role");
        }
        return problems;
    }
}
