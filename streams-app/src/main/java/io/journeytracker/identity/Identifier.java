package io.journeytracker.identity;

import io.journeytracker.topic.CustomerId;

/**
 * One way to recognise a customer.
 *
 * @param kind for instance user, email, anonymous
 * @param value as its sender wrote it, but for blanks around it where the rules pass over them
 */
public record Identifier(String kind, String value) {

    /** As a customer's id is written. */
    public String text() {
        return CustomerId.of(kind, value);
    }

    static Identifier read(String text) {
        return new Identifier(CustomerId.kind(text), CustomerId.value(text));
    }
}
