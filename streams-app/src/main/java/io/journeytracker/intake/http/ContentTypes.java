package io.journeytracker.intake.http;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What bodies may call themselves. SDKs say text/plain or a form to spare a preflight, and mean JSON. */
final class ContentTypes {

    private static final Set<String> UNDERSTOOD = Set.of(
            "",
            "application/json",
            "text/plain",
            "text/json",
            "application/x-www-form-urlencoded",
            "application/x-ndjson",
            "application/jsonl",
            "application/octet-stream",
            "application/gzip");

    private ContentTypes() {}

    /** @param headers by name in small letters */
    static boolean understood(Map<String, String> headers) {
        String type = headers.getOrDefault("content-type", "")
                .split(";", 2)[0]
                .strip()
                .toLowerCase(Locale.ROOT);
        // A CloudEvent in binary mode may carry any data.
        return UNDERSTOOD.contains(type)
                || type.startsWith("application/") && type.endsWith("+json")
                || headers.containsKey("ce-specversion");
    }
}
