package io.journeytracker.delivery.targets;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature of Standard Webhooks 1.0: {@code v1,} and the HMAC-SHA256 of {@code id.timestamp.body} in base64, for each secret, with a space
 * between. A receiver takes it if one of them fits, so that a secret is changed by giving both for a while.
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard Webhooks</a>
 */
final class WebhookSignature {

    private static final String PREFIX = "whsec_";
    private static final int SHORTEST = 24;
    private static final int LONGEST = 64;

    private WebhookSignature() {}

    /**
     * @param secrets as people write them: {@code whsec_} and 24 to 64 bytes in base64
     * @throws SecretException if one is none
     */
    static String of(List<String> secrets, String id, long timestamp, byte[] body) {
        List<String> signatures = new ArrayList<>();
        for (String secret : secrets) {
            signatures.add("v1," + Base64.getEncoder().encodeToString(mac(key(secret), id, timestamp, body)));
        }
        return String.join(" ", signatures);
    }

    private static byte[] key(String secret) {
        try {
            byte[] key =
                    Base64.getDecoder().decode(secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : "!");
            if (key.length >= SHORTEST && key.length <= LONGEST) {
                return key;
            }
        } catch (IllegalArgumentException noBase64) {
            // Told below: a message must not hold the secret.
        }
        throw new SecretException("the webhook's secret is none; expected whsec_ and " + SHORTEST + " to " + LONGEST
                + " bytes in base64");
    }

    private static byte[] mac(byte[] key, String id, long timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
