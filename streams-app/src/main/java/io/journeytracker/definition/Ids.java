package io.journeytracker.definition;

import io.journeytracker.yaml.Value;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Ids: links, metric labels and alert ids stand on them, so they are plain and permanent. */
public final class Ids {

    static final Set<String> RESERVED = Set.of("none", "other", "stall");

    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_-]*");
    private static final int LONGEST = 64;
    private static final String EXPECTED =
            "an id: a small letter, then small letters, digits, - or _, at most " + LONGEST + " characters";

    private Ids() {}

    public static Optional<String> read(Value value) {
        return value.written(EXPECTED).flatMap(id -> check(value, id));
    }

    static Optional<String> check(Value value, String id) {
        if (!FORM.matcher(id).matches() || id.length() > LONGEST) {
            return value.fail("is " + id + "; expected " + EXPECTED);
        }
        return RESERVED.contains(id)
                ? value.fail("is " + id + ", which is reserved; expected another id")
                : Optional.of(id);
    }
}
