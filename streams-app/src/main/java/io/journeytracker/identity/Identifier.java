package io.journeytracker.identity;

import io.journeytracker.topic.CustomerId;
import java.util.List;

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

    /** Whether it is written so; asked with every touchpoint, mostly of what is known already. */
    boolean is(String text) {
        return CustomerId.is(text, kind, value);
    }

    boolean isAmong(List<String> texts) {
        for (int i = 0; i < texts.size(); i++) {
            if (is(texts.get(i))) {
                return true;
            }
        }
        return false;
    }

    static Identifier read(String text) {
        return new Identifier(CustomerId.kind(text), CustomerId.value(text));
    }
}
