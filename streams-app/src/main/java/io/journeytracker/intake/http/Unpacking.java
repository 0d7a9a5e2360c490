package io.journeytracker.intake.http;

import io.journeytracker.intake.protocol.MalformedRequestException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** Unpacks bodies: by their Content-Encoding, and gzip also where it is not marked, as some SDKs send it. Never makes more than the bound. */
public final class Unpacking {

    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;
    private static final int ZLIB_METHOD = 0x0f;
    private static final int DEFLATED = 8;

    private Unpacking() {}

    /**
     * The body as it was before it was packed.
     *
     * @param encoding the header Content-Encoding; empty: none
     * @throws RefusedException if it is packed in another way, or grows too large
     * @throws MalformedRequestException if it is damaged
     */
    static byte[] unpack(byte[] body, String encoding) throws RefusedException, MalformedRequestException {
        String name = encoding.strip().toLowerCase(Locale.ROOT);
        boolean looksGzipped = isGzip(body);
        switch (name) {
            case "", "identity":
                return looksGzipped ? read(body, false) : body;
            case "gzip", "x-gzip":
                // Some proxies unpack and leave the header.
                return looksGzipped || body.length == 0 ? read(body, false) : body;
            case "deflate":
                return read(body, true);
            default:
                throw new RefusedException(Refusal.unsupportedEncoding());
        }
    }

    /**
     * The body of a dead letter that was kept as it came, because it could not be unpacked.
     *
     * @throws MalformedRequestException if it still cannot
     */
    public static byte[] again(byte[] body, String encoding) throws MalformedRequestException {
        try {
            return unpack(body, encoding);
        } catch (RefusedException refused) {
            throw new MalformedRequestException(
                    refused.refusal().error().field(), refused.refusal().error().message());
        }
    }

    private static boolean isGzip(byte[] body) {
        return body.length > 1 && (body[0] & 0xff) == GZIP_FIRST && (body[1] & 0xff) == GZIP_SECOND;
    }

    private static byte[] read(byte[] body, boolean deflate) throws RefusedException, MalformedRequestException {
        if (body.length == 0) {
            return body;
        }
        Inflater inflater = new Inflater(deflate && (body[0] & ZLIB_METHOD) != DEFLATED);
        try (InputStream unpacked = deflate
                ? new InflaterInputStream(new ByteArrayInputStream(body), inflater)
                : new GZIPInputStream(new ByteArrayInputStream(body))) {
            byte[] bytes = unpacked.readNBytes(Limits.BATCH_BYTES + 1);
            if (bytes.length > Limits.BATCH_BYTES) {
                throw new RefusedException(Refusal.bodyTooLarge());
            }
            return bytes;
        } catch (IOException damaged) {
            throw new MalformedRequestException("body", "cannot be unpacked; expected whole gzip or deflate data");
        } finally {
            inflater.end();
        }
    }
}
