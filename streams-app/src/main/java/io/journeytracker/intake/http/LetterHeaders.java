package io.journeytracker.intake.http;

import io.journeytracker.intake.protocol.IntakeRequest;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What of a request beside its body a dead letter keeps, so that its protocol can read it again. Never a write key. */
public final class LetterHeaders {

    private static final String CLOUD_EVENT = "ce-";
    private static final String PACKED = "content-encoding";
    private static final Set<String> OF_MESSAGES = Set.of("anonymousid", "user-agent");
    private static final Set<String> KEYS = Set.of("writekey", "api_key", "token", "$token", "aid");
    private static final int MOST = 64;
    private static final int MOST_CHARACTERS = 8_192;

    private LetterHeaders() {}

    /** For the body as it came, packed where it could not be unpacked. */
    static Map<String, String> ofRequest(IntakeRequest request, boolean packed) {
        Map<String, String> kept = new TreeMap<>();
        request.headers().forEach((name, value) -> {
            if (name.startsWith(CLOUD_EVENT) || OF_MESSAGES.contains(name) || packed && name.equals(PACKED)) {
                kept.put(name, value);
            }
        });
        return bounded(kept);
    }

    /** For a message of it, whose body says by itself what the attributes of a CloudEvent said in headers. */
    public static Map<String, String> ofMessage(IntakeRequest request) {
        Map<String, String> kept = new TreeMap<>(request.headers());
        kept.keySet().retainAll(OF_MESSAGES);
        return bounded(kept);
    }

    /** The query, where it takes a body's place. */
    static Map<String, String> query(IntakeRequest request) {
        Map<String, String> kept = new TreeMap<>();
        if (request.body().length == 0) {
            request.query().forEach((name, value) -> {
                if (!KEYS.contains(name.toLowerCase(Locale.ROOT))) {
                    kept.put(name, value);
                }
            });
        }
        return bounded(kept);
    }

    private static Map<String, String> bounded(Map<String, String> all) {
        Map<String, String> bounded = new TreeMap<>();
        int characters = 0;
        for (Map.Entry<String, String> each : all.entrySet()) {
            characters += each.getKey().length() + each.getValue().length();
            if (bounded.size() < MOST && characters <= MOST_CHARACTERS) {
                bounded.put(each.getKey(), each.getValue());
            }
        }
        return bounded;
    }
}
