package io.journeytracker.intake.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/** An event in HTTP's binary mode, brought into the structured form. */
final class BinaryCloudEvent {

    private static final String PREFIX = "ce-";
    private static final int HEX = 16;

    private BinaryCloudEvent() {}

    /** @throws MalformedRequestException if the data is said to be JSON and is not */
    static ObjectNode read(IntakeRequest request) throws MalformedRequestException {
        ObjectNode event = Json.object();
        for (Map.Entry<String, String> header : request.headers().entrySet()) {
            if (header.getKey().startsWith(PREFIX)) {
                event.put(header.getKey().substring(PREFIX.length()), decoded(header.getValue()));
            }
        }
        String type = request.header("content-type").orElse("").toLowerCase(Locale.ROOT);
        if (request.body().length > 0) {
            boolean json = type.isEmpty() || type.split(";")[0].strip().matches("application/json|.*\\+json|text/json");
            if (json) {
                event.set("data", Json.read(request.body(), "data"));
            } else {
                event.put("data", new String(request.body(), StandardCharsets.UTF_8));
            }
        }
        return event;
    }

    /**
     * Undoes the binding's percent-encoding, and quotation marks around the whole. What is no proper escape is left as it
     * is: some SDKs do not encode.
     */
    static String decoded(String header) {
        String text = header.length() > 1 && header.startsWith("\"") && header.endsWith("\"")
                ? header.substring(1, header.length() - 1).replaceAll("\\\\(.)", "$1")
                : header;
        if (text.indexOf('%') < 0) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < encoded.length; i++) {
            int high = encoded[i] == '%' && i + 2 < encoded.length ? Character.digit(encoded[i + 1], HEX) : -1;
            int low = high < 0 ? -1 : Character.digit(encoded[i + 2], HEX);
            if (low < 0) {
                bytes.write(encoded[i]);
            } else {
                bytes.write(high * HEX + low);
                i += 2;
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
