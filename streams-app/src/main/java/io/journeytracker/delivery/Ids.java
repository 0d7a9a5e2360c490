package io.journeytracker.delivery;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Ids of messages. */
final class Ids {

    private static final int BYTES = 16;

    private Ids() {}

    /** The same parts give the same id. */
    static String message(String... parts) {
        return "msg_" + HexFormat.of().formatHex(sha256(parts), 0, BYTES);
    }

    static byte[] sha256(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                digest.update(part.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
