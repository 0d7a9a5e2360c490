package io.journeytracker.topic;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** E-mail addresses and phone numbers as identifiers that can be compared and not read: SHA-256 in hexadecimal. */
public final class HashedIdentifier {

    /** The kind of those made of e-mail addresses. */
    public static final String EMAIL = "email";

    /** The kind of those made of phone numbers. */
    public static final String PHONE = "phone";

    private static final int FEWEST_DIGITS = 6;

    private HashedIdentifier() {}

    /** Of the address in small letters; empty: it is none. */
    public static Optional<String> email(String address) {
        String text = address.strip();
        return text.indexOf('@') > 0 ? Optional.of(hash(text.toLowerCase(Locale.ROOT))) : Optional.empty();
    }

    /** Of the number's digits with the plus before them; empty: there are too few. */
    public static Optional<String> phone(String number) {
        String digits = number.replaceAll("[^0-9+]", "");
        return digits.length() >= FEWEST_DIGITS ? Optional.of(hash(digits)) : Optional.empty();
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
