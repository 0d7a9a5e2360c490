package io.journeytracker.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The body of a request that somebody with a key sends, in UTF-8.
 *
 * @param type its media type, in lower case and without parameters
 */
public record RequestBody(String type, String text) {

    public static final String JSON = "application/json";
    public static final String YAML = "application/yaml";

    /**
     * Bytes of a refused body that are read and thrown away. Whoever still writes while the connection is closed gets no answer but a
     * reset: RFC 9112, section 9.6.
     */
    private static final long LEFT_OVER = 16L << 20;

    private static final int PIECE = 1 << 16;

    /**
     * Reads it, and no more of it than is taken.
     *
     * @param types those that are taken. No form of a foreign page can send JSON or YAML without being asked about it first.
     * @param longest in bytes
     * @throws RefusedRequestException of another type, or longer
     */
    public static RequestBody of(Context context, List<String> types, int longest) {
        try {
            InputStream body = context.bodyInputStream();
            String type = Optional.ofNullable(context.contentType())
                    .map(given -> given.split(";")[0].strip().toLowerCase(Locale.ROOT))
                    .orElse("");
            if (!types.contains(type)) {
                leave(context, body);
                throw new RefusedRequestException(
                        ErrorCode.UNSUPPORTED_TYPE, "Content-Type", "expected " + String.join(" or ", types));
            }
            byte[] read = context.contentLength() > longest ? new byte[0] : body.readNBytes(longest + 1);
            if (read.length > longest || context.contentLength() > longest) {
                leave(context, body);
                throw new RefusedRequestException(
                        ErrorCode.BODY_TOO_LARGE, "body", "is too large; expected at most " + longest + " bytes");
            }
            return new RequestBody(type, new String(read, StandardCharsets.UTF_8));
        } catch (IOException gone) {
            throw new UncheckedIOException("The request's body ended early", gone);
        }
    }

    private static void leave(Context context, InputStream body) throws IOException {
        if (context.header("Expect") != null || context.contentLength() > LEFT_OVER) {
            // Who asks before sending hears the answer at once; of so much the rest would not be waited for.
            return;
        }
        byte[] piece = new byte[PIECE];
        long left = 0;
        int read = 0;
        while (read >= 0 && left < LEFT_OVER) {
            left += read;
            read = body.read(piece);
        }
    }
}
