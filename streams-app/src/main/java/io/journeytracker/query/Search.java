package io.journeytracker.query;

import io.journeytracker.topic.CustomerId;
import io.journeytracker.topic.HashedIdentifier;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What somebody may mean who looks for a customer by an identifier as people know it: on a card, in a mail, in a browser.
 *
 * @param kinds of identifiers, the strongest first
 */
record Search(List<String> kinds) {

    /** As people write a telephone's number: an order's number that has letters is none. */
    private static final String NUMBER = "[+0-9 ()/.\\-]+";

    Search {
        kinds = List.copyOf(kinds);
    }

    /** The identifiers that it may be, as they are kept: as it is given, then as one of each kind. */
    Set<String> identifiers(String given) {
        Set<String> all = new LinkedHashSet<>();
        all.add(given);
        if (kinds.contains(CustomerId.kind(given))) {
            hashed(CustomerId.kind(given), CustomerId.value(given), all);
        }
        for (String kind : kinds) {
            hashed(kind, given, all);
            all.add(CustomerId.of(kind, given));
        }
        return all;
    }

    private static void hashed(String kind, String value, Set<String> all) {
        if (kind.equals(HashedIdentifier.EMAIL)) {
            HashedIdentifier.email(value).ifPresent(hash -> all.add(CustomerId.of(kind, hash)));
        } else if (kind.equals(HashedIdentifier.PHONE) && value.matches(NUMBER)) {
            HashedIdentifier.phone(value).ifPresent(hash -> all.add(CustomerId.of(kind, hash)));
        }
    }
}
