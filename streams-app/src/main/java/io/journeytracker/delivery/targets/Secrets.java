package io.journeytracker.delivery.targets;

import io.journeytracker.subscription.SecretName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Secrets, one in each file of a directory, as container platforms mount them. Read whenever they are used, so that a change needs no restart. */
public final class Secrets {

    private static final int LONGEST_BYTES = 16_384;

    private final Optional<Path> directory;

    /** @param directory empty: there are no secrets */
    public Secrets(Optional<Path> directory) {
        this.directory = directory;
    }

    /**
     * The secret, without white space around it.
     *
     * @throws SecretException if there is none, or it cannot be read
     */
    public String read(SecretName secret) {
        Path file = directory
                .orElseThrow(() -> new SecretException(
                        "the secret " + secret.name() + " cannot be read: journey.secrets.directory is not set"))
                .resolve(secret.name());
        try {
            if (!Files.isRegularFile(file)) {
                throw new SecretException("there is no secret " + secret.name() + " in journey.secrets.directory");
            }
            if (Files.size(file) > LONGEST_BYTES) {
                throw new SecretException(
                        "the secret " + secret.name() + " is longer than " + LONGEST_BYTES + " bytes");
            }
            String value = Files.readString(file, StandardCharsets.UTF_8).strip();
            if (value.isEmpty()) {
                throw new SecretException("the secret " + secret.name() + " is empty");
            }
            return value;
        } catch (IOException unreadable) {
            throw new SecretException("the secret " + secret.name() + " cannot be read", unreadable);
        }
    }
}
