package io.journeytracker.access;

import io.journeytracker.config.OidcSettings;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the claims of a good token make of its bearer. */
record TokenRoles(OidcSettings settings) {

    private static final int LONGEST_NAME = 200;

    /** The highest role that a value gives; empty: none gives one. */
    Optional<AccessRole> role(Map<String, Object> claims) {
        Set<String> values = values(claim(claims, settings.rolesClaim()));
        return Stream.of(AccessRole.OPERATOR, AccessRole.ANALYST, AccessRole.VIEWER)
                .filter(role -> giving(role).stream().anyMatch(values::contains))
                .findFirst();
    }

    private List<String> giving(AccessRole role) {
        return switch (role) {
            case VIEWER -> settings.viewers();
            case ANALYST -> settings.analysts();
            case OPERATOR -> settings.operators();
        };
    }

    /** The whole name first, since some issuers name claims by addresses, which have dots; then one step for each dot. */
    private static Object claim(Map<String, Object> claims, String name) {
        if (claims.containsKey(name)) {
            return claims.get(name);
        }
        Object found = claims;
        for (String step : name.split("\\.")) {
            found = found instanceof Map<?, ?> object ? object.get(step) : null;
        }
        return found;
    }

    private static Set<String> values(Object claim) {
        if (claim instanceof String text) {
            return Stream.concat(Stream.of(text), Arrays.stream(text.split("\\s+")))
                    .collect(Collectors.toUnmodifiableSet());
        }
        if (claim instanceof Collection<?> list) {
            return list.stream()
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .collect(Collectors.toUnmodifiableSet());
        }
        return Set.of();
    }

    /** What people are called by: the claim that is configured for it, else the subject. */
    Optional<String> name(Map<String, Object> claims) {
        return Stream.of(claim(claims, settings.nameClaim()), claims.get("sub"))
                .filter(Objects::nonNull)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .map(TokenRoles::shown)
                .filter(name -> !name.isEmpty())
                .findFirst();
    }

    private static String shown(String name) {
        String clean = name.replaceAll("\\p{Cntrl}+", " ").strip();
        return clean.length() <= LONGEST_NAME ? clean : clean.substring(0, LONGEST_NAME);
    }
}
