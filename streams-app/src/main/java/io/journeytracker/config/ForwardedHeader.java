package io.journeytracker.config;

import java.util.Arrays;

/** The header in which proxies say for whom they ask. */
public enum ForwardedHeader {
    X_FORWARDED_FOR("X-Forwarded-For"),
    /** RFC 7239. */
    FORWARDED("Forwarded");

    private final String label;

    ForwardedHeader(String label) {
        this.label = label;
    }

    /** @throws IllegalArgumentException if there is none of this name; case makes no difference */
    static ForwardedHeader named(String name) {
        return Arrays.stream(values())
                .filter(header -> header.label.equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not as expected"));
    }
}
