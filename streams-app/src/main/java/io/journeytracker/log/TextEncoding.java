package io.journeytracker.log;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The encoding of a text that is split by its bytes. Where commas, quotes and line ends can be told by their bytes, the
 * file is read as it is; any other encoding is turned into UTF-8 first.
 */
final class TextEncoding {

    private static final char REPLACED = '\uFFFD';

    private final Charset declared;
    private final Charset charset;

    TextEncoding(Charset declared) {
        this.declared = declared;
        this.charset = splitsByBytes(declared) ? declared : StandardCharsets.UTF_8;
    }

    private static boolean splitsByBytes(Charset charset) {
        if (charset.equals(StandardCharsets.UTF_8)) {
            return true;
        }
        if (!charset.canEncode() || charset.newEncoder().maxBytesPerChar() > 1) {
            return false;
        }
        byte[] ascii = new byte[128];
        for (int i = 0; i < ascii.length; i++) {
            ascii[i] = (byte) i;
        }
        return new String(ascii, charset).equals(new String(ascii, StandardCharsets.US_ASCII));
    }

    String name() {
        return declared.name();
    }

    InputStream reading(InputStream in) {
        return charset.equals(declared) ? in : new TranscodingInputStream(in, declared);
    }

    /** The text as well as it can be read, for showing it. */
    String lenient(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, charset);
    }

    /** The text, or null where the bytes are none in this encoding. */
    String strict(byte[] bytes, int from, int to) {
        String text = new String(bytes, from, to - from, charset);
        if (text.indexOf(REPLACED) < 0) {
            return text;
        }
        if (!charset.equals(declared)) {
            return null;
        }
        try {
            return charset.newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
