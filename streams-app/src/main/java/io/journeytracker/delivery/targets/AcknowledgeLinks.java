package io.journeytracker.delivery.targets;

import io.journeytracker.subscription.SecretName;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Links in messages, by which whoever got the message may acknowledge its alert, without a key: the alert, the subscription that was told and when
 * the link ends are signed by HMAC-SHA256. A link gives nothing else. Thread-safe.
 */
public final class AcknowledgeLinks {

    public static final AcknowledgeLinks NONE =
            new AcknowledgeLinks(Optional.empty(), List.of(), new Secrets(Optional.empty()));

    public static final String PATH = "/acknowledge/";

    /** Counted from when the message was decided on. */
    static final Duration LASTS = Duration.ofDays(7);

    static final int SHORTEST_SECRET = 32;

    private static final Logger LOG = LoggerFactory.getLogger(AcknowledgeLinks.class);
    private static final String ALGORITHM = "HmacSHA256";

    private final Optional<String> address;
    private final List<SecretName> names;
    private final Secrets secrets;
    private final AtomicBoolean told = new AtomicBoolean();

    /**
     * @param address where people reach this application, for instance {@code https://journeys.example.com}; empty: messages have no such links
     * @param names of secrets, each of at least {@value #SHORTEST_SECRET} characters: the first one signs, all are believed
     */
    public AcknowledgeLinks(Optional<String> address, List<SecretName> names, Secrets secrets) {
        this.address = address;
        this.names = List.copyOf(names);
        this.secrets = secrets;
    }

    /** What a link that somebody opens is worth. */
    public enum Verdict {
        GOOD,
        /** It was signed here, and its time is over. */
        OVER,
        /** It was not signed here. */
        WRONG
    }

    /** The link for an alert in a message; empty where there is none, also since its secret cannot be read: the message matters more. */
    public Optional<String> link(String alert, String subscription, Instant accepted) {
        if (address.isEmpty() || names.isEmpty()) {
            return Optional.empty();
        }
        long until = accepted.plus(LASTS).getEpochSecond();
        try {
            String signature = signature(names.get(0), alert, subscription, until);
            told.set(false);
            return Optional.of(address.get() + PATH + encoded(alert) + "?for=" + encoded(subscription) + "&until="
                    + until + "&signature=" + signature);
        } catch (SecretException unusable) {
            if (told.compareAndSet(false, true)) {
                LOG.warn("Messages have no links to acknowledge: {}", unusable.getMessage());
            }
            return Optional.empty();
        }
    }

    /** @param until seconds since the epoch */
    public Verdict check(String alert, String subscription, long until, String signature, Instant now) {
        boolean right = false;
        for (SecretName name : names) {
            right |= matches(name, alert, subscription, until, signature);
        }
        if (!right) {
            return Verdict.WRONG;
        }
        return now.getEpochSecond() < until ? Verdict.GOOD : Verdict.OVER;
    }

    private boolean matches(SecretName name, String alert, String subscription, long until, String signature) {
        try {
            return MessageDigest.isEqual(
                    signature(name, alert, subscription, until).getBytes(StandardCharsets.UTF_8),
                    signature.getBytes(StandardCharsets.UTF_8));
        } catch (SecretException unusable) {
            LOG.warn("A link to acknowledge cannot be checked: {}", unusable.getMessage());
            return false;
        }
    }

    private String signature(SecretName name, String alert, String subscription, long until) {
        String secret = secrets.read(name);
        if (secret.length() < SHORTEST_SECRET) {
            throw new SecretException("the secret " + name.name() + " is too short; expected at least "
                    + SHORTEST_SECRET + " characters");
        }
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            // The parts cannot run into one another, and nothing else that this secret signs looks like it.
            String signed = String.join("\n", "acknowledge", alert, subscription, Long.toString(until));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
