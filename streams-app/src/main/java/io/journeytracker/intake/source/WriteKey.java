package io.journeytracker.intake.source;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A write key's SHA-256 digest: the key itself is not kept, and comparing takes the same time whatever is given. */
public final class WriteKey {

    private final byte[] digest;

    private WriteKey(byte[] digest) {
        this.digest = digest;
    }

    public static WriteKey of(String key) {
        try {
            return new WriteKey(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }

    boolean matches(WriteKey given) {
        return MessageDigest.isEqual(digest, given.digest);
    }
}
