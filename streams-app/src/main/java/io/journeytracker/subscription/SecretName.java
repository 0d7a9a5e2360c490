package io.journeytracker.subscription;

import io.journeytracker.yaml.Value;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A secret by its name, which is that of a file in the directory of secrets. The value itself is in no subscription, topic, answer or log.
 *
 * @param name letters, digits, dot, dash and underscore, beginning with a letter or digit; at most 128
 */
public record SecretName(String name) {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
    private static final String EXPECTED =
            "the name of a file in the directory of secrets (journey.secrets.directory): letters, digits, dot, dash,"
                    + " underscore";

    /** What stands in the file may be the secret itself by mistake, so that a message does not repeat it. */
    public static Optional<SecretName> read(Value value) {
        return value.written(EXPECTED)
                .flatMap(name -> FORM.matcher(name).matches() && !name.startsWith("whsec_")
                        ? Optional.of(new SecretName(name))
                        : value.fail("is no name of a secret; expected " + EXPECTED));
    }
}
